import { expect, it } from "vitest";
import { describeBothEngines } from "../support/engines.js";
import { servingCurators } from "../support/writing.js";

const most = 2_147_483_647;

describeBothEngines("an order by a number", (open) => {
  const server = servingCurators(open);

  it.each([
    ["ASC", [5, most, null]],
    ["DESC", [most, 5, null]],
  ])("%s has what is not known last, however great the others are", async (direction, expected) => {
    const passage = { source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 188, end: 297 };
    const event = "event/dai-hoi-dang-toan-quoc-lan-thu-xiii";
    for (const [kind, years] of [["REVIEWS"], ["IMPLEMENTS", 5], ["DISSEMINATES", most]] as const) {
      const input = { event, subject: "resolution/35-nq-tw", kind, years, evidence: [passage] };
      await server().write("mutation ($input: RecordTopicInput!) { recordTopic(input: $input) { created } }", {
        input,
      });
    }
    const { topics } = await server().write(`{ topics(
      where: {event: {id: {eq: "${event}"}}, resolution: {id: {eq: "resolution/35-nq-tw"}}, status: {eq: PROPOSED}}
      orderBy: [{years: ${direction}}]
    ) { nodes { years } edges { cursor } } }`);
    expect(topics.nodes.map(({ years }: { years: number | null }) => years)).toEqual(expected);
  });
});
