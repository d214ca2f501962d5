import { connect } from "node:net";

/**
 * @typedef {object} Answer
 * @property {number} status 0 where the connection ended without an answer
 * @property {string} head headers, in lower case
 * @property {string} begin the first bytes of the body
 */

const begins = 64;

/** HTTP/1.1 over one socket, one request at a time: a tenth of what node:http costs, so that one client can be many. */
export class Connection {
  #socket;
  /** @type {((answer: Answer) => void) | undefined} */
  #answered;
  /** @type {Buffer[]} */
  #pieces = [];
  #left = -1;
  #head = "";
  #begin = "";
  isOpen = true;

  /** @param {number} port */
  constructor(port) {
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.on("data", (bytes) => this.#read(bytes));
    this.#socket.on("error", () => {});
    this.#socket.on("close", () => {
      this.isOpen = false;
      this.#settle(0);
    });
  }

  /** @param {Buffer} request @returns {Promise<Answer>} */
  ask(request) {
    return new Promise((resolve) => {
      if (!this.isOpen) return resolve({ status: 0, head: "", begin: "" });
      this.#answered = resolve;
      this.#socket.write(request);
    });
  }

  close() {
    this.isOpen = false;
    this.#socket.destroy();
  }

  /** @param {Buffer} bytes */
  #read(bytes) {
    if (this.#left >= 0) return this.#take(bytes);
    this.#pieces.push(bytes);
    const all = this.#pieces.length === 1 ? bytes : Buffer.concat(this.#pieces);
    const end = all.indexOf("\r\n\r\n");
    if (end < 0) return;
    this.#pieces = [];
    this.#head = all.toString("latin1", 0, end).toLowerCase();
    this.#left = Number(/\r\ncontent-length: (\d+)/.exec(this.#head)?.[1] ?? Number.NaN);
    if (Number.isNaN(this.#left)) throw new Error(`An answer without a length: ${this.#head}`);
    this.#begin = "";
    this.#take(all.subarray(end + 4));
  }

  /** @param {Buffer} bytes */
  #take(bytes) {
    if (this.#begin.length < begins) this.#begin += bytes.toString("latin1", 0, begins);
    this.#left -= bytes.length;
    if (this.#left > 0) return;
    this.#left = -1;
    if (this.#head.includes("\r\nconnection: close")) this.close();
    this.#settle(Number(this.#head.slice(9, 12)));
  }

  /** @param {number} status */
  #settle(status) {
    const answered = this.#answered;
    this.#answered = undefined;
    answered?.({ status, head: this.#head, begin: this.#begin });
  }
}

/** @param {unknown} body @param {Readonly<Record<string, string>>} [headers] */
export function postOf(body, headers = {}) {
  const text = Buffer.from(JSON.stringify(body));
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n${more.join("")}`;
  return Buffer.concat([Buffer.from(`${head}Content-Length: ${text.length}\r\n\r\n`), text]);
}
