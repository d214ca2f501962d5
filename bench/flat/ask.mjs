import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** The answer's data, and the milliseconds until its last byte. */
export function ask(url, body) {
  const text = Buffer.from(JSON.stringify(body));
  const headers = { "content-type": "application/json", "content-length": text.length };
  return new Promise((done, fail) => {
    const began = performance.now();
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () => {
        const ms = performance.now() - began;
        const { data, errors } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
        if (errors !== undefined) fail(new Error(`${body.query}: ${JSON.stringify(errors)}`));
        else done({ data, ms });
      });
    });
    sent.on("error", fail);
    sent.end(text);
  });
}

export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
