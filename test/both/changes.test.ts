import { expect, it } from "vitest";
import { describeBothEngines } from "../support/engines.js";
import { openStream } from "../support/event-stream.js";
import { curatorName, servingCurators } from "../support/writing.js";

const source = "source/tuyen-giao-cac-cap-2023-09-19-kien-giang";
const evidence = [{ source, start: 10, end: 40 }];
const huynh = "official/mai-van-huynh";
const conference = "event/hoi-nghi-35-nq-tw-kien-giang-2023";
const chair = "position/chu-tich-hoi-dong-nhan-dan-tinh-kien-giang";
const note = `mutation ($input: RecordProvinceInput!) { recordProvince(input: $input) { change { seq } } }`;

describeBothEngines("the history and the review queue", (open) => {
  const server = servingCurators(open, { pollMs: 200, heartbeatMs: 300, clients: 2 });
  let made = 0;
  const write = async (): Promise<number> => {
    made += 1;
    const input = { id: `province/thu-${made}`, name: `Thử ${made}`, code: "99", kind: "PROVINCE", distinct: true };
    return (await server().write(note, { input })).recordProvince.change.seq;
  };

  it("changes are read in order, by page, subject and actor", async () => {
    const [one, two] = [await write(), await write()];
    expect(two).toBe(one + 1);
    const { all, first, of, by, none } = await server().write(
      `query ($after: Int) {
        all: changes(after: $after) { seq actor verb subjects reason before after }
        first: changes(after: $after, first: 1) { number: seq }
        of: changes(subject: "province/thu-${made}") { seq }
        by: changes(after: $after, actor: "${curatorName}") { seq }
        none: changes(actor: "Nobody") { seq } }`,
      { after: one - 1 },
    );
    expect(all).toMatchObject([
      { seq: one, actor: curatorName, verb: "recordEntity", subjects: [`province/thu-${made - 1}`], before: [] },
      { seq: two, after: [{ id: `province/thu-${made}`, type: "Province", properties: { code: "99" } }] },
    ]);
    expect({ first, of, by, none }).toEqual({
      first: [{ number: one }],
      of: [{ seq: two }],
      by: [{ seq: one }, { seq: two }],
      none: [],
    });
    const { errors } = await server().ask(undefined, "{ changes(first: 101) { seq } }");
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument: "first" } }]);
  });

  it("history stands on every node, beside what an engine answers, under any alias and depth", async () => {
    const { officials, node } = await server().write(`{
      officials(first: 2) { totalCount nodes { name long: history { verb } none: history(first: 0) { verb } } }
      node(id: "${conference}") { __typename ... on Event { version participations(first: 1) { nodes { history { verb } } } } } }`);
    expect(officials.nodes[0]).toMatchObject({ long: [{ verb: "recordDocument" }], none: [] });
    expect(node).toMatchObject({ version: 1, participations: { nodes: [{ history: [{ verb: "recordDocument" }] }] } });
  });

  it("reviewQueue shows what waits with its evidence, its rivals and what is similar, a page at a time", async () => {
    const tenure = `mutation ($input: RecordTenureInput!) { recordTenure(input: $input) { claim { id } userErrors { message } } }`;
    const role = `mutation ($input: RecordParticipationInput!) { recordParticipation(input: $input) { claim { id } userErrors { message } } }`;
    const { tenures } = await server().write(
      `{ tenures(where: {official: {id: {eq: "${huynh}"}}, position: {id: {eq: "${chair}"}}}) { nodes { id } } }`,
    );
    const rival = tenures.nodes[0].id;
    const first = (
      await server().write(tenure, { input: { official: huynh, position: chair, ordinal: 2, from: "2004", evidence } })
    ).recordTenure.claim.id;
    const second = (
      await server().write(role, { input: { official: huynh, event: conference, role: "ATTENDEE", evidence } })
    ).recordParticipation.claim.id;
    const third = (
      await server().write(tenure, {
        input: { official: "official/le-duc-duc", position: chair, evidence, rivalOf: [rival] },
      })
    ).recordTenure.claim.id;
    const queue = `query ($first: Int, $after: String, $where: ReviewFilter) {
      reviewQueue(first: $first, after: $after, where: $where) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { __typename claim { __typename id status recordedBy evidence { start source { id } } }
          similar { id status ... on Participation { role } ... on Tenure { ordinal } } } } }`;
    const { reviewQueue } = await server().write(queue, { first: 2 });
    expect(reviewQueue).toMatchObject({
      totalCount: 3,
      pageInfo: { hasNextPage: true },
      nodes: [
        {
          __typename: "ReviewItem",
          claim: {
            __typename: "Tenure",
            id: first,
            status: "PROPOSED",
            recordedBy: curatorName,
            evidence: [{ start: 10 }],
          },
          similar: [{ id: rival, status: "CONFIRMED", ordinal: 1 }],
        },
        { claim: { __typename: "Participation", id: second } },
      ],
    });
    expect(reviewQueue.nodes[1].similar).toContainEqual(
      expect.objectContaining({ role: "PRESENTER", status: "CONFIRMED" }),
    );
    const rest = await server().write(queue, { first: 2, after: reviewQueue.pageInfo.endCursor });
    expect(rest.reviewQueue.nodes).toMatchObject([{ claim: { id: third }, similar: [{ id: rival }] }]);
    for (const [where, ids] of [
      [{ type: { eq: "PARTICIPATION" } }, [second]],
      [{ recordedBy: { eq: "Nobody" } }, []],
      [{ source: { id: { eq: source } }, not: { id: { eq: first } } }, [second, third]],
    ] as const) {
      const found = await server().write(queue, { where });
      expect(found.reviewQueue.nodes.map(({ claim }: { claim: { id: string } }) => claim.id)).toEqual(ids);
    }
    await server().write(
      `mutation ($ids: [ID!]!) { review(input: {claims: $ids, status: REJECTED}) { userErrors { message } } }`,
      { ids: [first, second, third] },
    );
    expect((await server().write(queue)).reviewQueue).toMatchObject({ totalCount: 0, nodes: [] });
  });

  it("/changes streams what is written, and goes on where a client was", async () => {
    const stream = await openStream(`${server().url}/changes`);
    const [one, two] = [await write(), await write()];
    const events = await stream.take(2);
    expect(events.map(({ id, event, data }) => [id, event, data.seq])).toEqual([
      [String(one), "change", one],
      [String(two), "change", two],
    ]);
    expect(events[0]?.data).toMatchObject({ actor: curatorName, verb: "recordEntity", subjects: [expect.any(String)] });
    const fields = ["seq", "at", "actor", "verb", "subjects", "before", "after"];
    expect(events.map(({ data }) => Object.keys(data))).toEqual([fields, fields]);
    stream.close();
    const missed = [await write(), await write(), await write()];
    const again = await openStream(`${server().url}/changes?after=0`, { "last-event-id": String(two) });
    const later = await write();
    expect((await again.take(4)).map(({ id }) => Number(id))).toEqual([...missed, later]);
    again.close();
    const all = await openStream(`${server().url}/changes?after=0`);
    expect((await all.take(later)).map(({ id }) => Number(id))).toEqual(Array.from({ length: later }, (_, i) => i + 1));
    all.close();
  });

  it("/changes hears what another process writes, and says that it is there meanwhile", async () => {
    const stream = await openStream(`${server().url}/changes`);
    await expect.poll(() => stream.comments, { timeout: 5000 }).toBeGreaterThan(0);
    const at = new Date().toISOString();
    const { changes } = await server().engine.transact([huynh], async (reader) => {
      const puts = await reader.read([huynh]);
      const draft = { at, actor: "elsewhere", verb: "test", subjects: [huynh], before: [], after: [] };
      return { writes: { puts, changes: [draft] }, result: undefined };
    });
    expect(await stream.take(1)).toMatchObject([{ id: String(changes[0]?.seq), data: { actor: "elsewhere" } }]);
    stream.close();
  });

  it("/changes refuses a wrong position, another history, and too many clients", async () => {
    const refusal = async (path: string) => {
      const response = await fetch(`${server().url}${path}`);
      const { errors } = JSON.parse(await response.text());
      return [response.status, errors[0].extensions.code];
    };
    expect(await refusal("/changes?after=x")).toEqual([400, "BAD_USER_INPUT"]);
    expect(await refusal("/changes?after=999999")).toEqual([400, "BAD_USER_INPUT"]);
    const open = [await openStream(`${server().url}/changes`), await openStream(`${server().url}/changes`)];
    expect(await refusal("/changes")).toEqual([503, "UNAVAILABLE"]);
    for (const each of open) each.close();
    await expect.poll(async () => (await fetch(`${server().url}/changes?after=x`)).status).toBe(400);
  });
});
