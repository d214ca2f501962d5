import { expect, it } from "vitest";
import { readExamples } from "../../src/server/examples.js";
import { openBundled } from "../../src/server/open-engine.js";
import { describeBothEngines } from "../support/engines.js";
import { serve, servingBundled } from "../support/serve.js";

/** The examples are what a visitor tries first: each answers, and alike on both engines. Their rows: questions.test.ts. */
describeBothEngines("the examples", (open) => {
  const server = servingBundled(open);

  it.each(readExamples())("$title", async ({ query, variables = "{}" }) => {
    const answer = await server().ask(query, JSON.parse(variables));
    expect([answer.status, answer.errors]).toEqual([200, undefined]);
    const embedded = await serve(await openBundled());
    try {
      expect(answer.text).toBe((await embedded.ask(query, JSON.parse(variables))).text);
    } finally {
      await embedded.close();
    }
    for (const value of Object.values(answer.data)) expect(value).not.toEqual(expect.toBeOneOf([null, []]));
  });
});
