import { expect, it } from "vitest";
import { describeBothEngines } from "../support/engines.js";
import { curatorName, servingCurators } from "../support/writing.js";

const source = "source/tuyen-giao-cac-cap-2023-09-19-kien-giang";
const passage = { source, start: 10, end: 40 };
const evidence = [{ ...passage, asWritten: "một đoạn" }];
const phong = "official/nguyen-thanh-phong";
const chair = "position/chu-tich-hoi-dong-nhan-dan-tinh-kien-giang";
const conference = "event/hoi-nghi-35-nq-tw-kien-giang-2023";
const errors = "userErrors { code message path }";

const recordTenure = `mutation ($input: RecordTenureInput!, $key: String) {
  done: recordTenure(input: $input, idempotencyKey: $key) {
    claim { id status rank from attestedOn recordedBy version official { id } position { id }
      evidence { source { id } start end asWritten } }
    change { seq actor verb subjects } created ${errors} } }`;

describeBothEngines("mutations about claims", (open) => {
  const server = servingCurators(open);
  const write = (query: string, input: object) => server().write(query, { input });
  const tenureOf = async (official: string) =>
    (await write(recordTenure, { official, position: chair, evidence })).done.claim.id as string;

  it("recordTenure proposes a claim, adds evidence to the same one, and changes nothing when repeated", async () => {
    const input = { official: phong, position: chair, from: "2020-10", evidence };
    const { done } = await write(recordTenure, input);
    expect(done).toMatchObject({
      created: true,
      userErrors: [],
      change: { actor: curatorName, verb: "recordTenure" },
      claim: {
        status: "PROPOSED",
        rank: "NORMAL",
        from: "2020-10",
        recordedBy: curatorName,
        version: 1,
        official: { id: phong },
        position: { id: chair },
        evidence: [{ source: { id: source }, start: 10, end: 40, asWritten: "một đoạn" }],
      },
    });
    expect((await write(recordTenure, input)).done).toMatchObject({ claim: done.claim, change: null, created: false });
    const more = await write(recordTenure, { ...input, evidence: [{ ...passage, start: 50, end: 60 }] });
    expect(more.done).toMatchObject({ created: false, claim: { id: done.claim.id, version: 2 } });
    expect(more.done.claim.evidence.map(({ start }: { start: number }) => start)).toEqual([10, 50]);
    const { tenures } = await server().write(
      `{ tenures(where: {official: {id: {eq: "${phong}"}}, position: {id: {eq: "${chair}"}}}) { totalCount } }`,
    );
    expect(tenures.totalCount, "proposed claims are not shown by default").toBe(0);
  });

  it("recordTenure without evidence needs a curator's assertion and a reason, which the claim keeps", async () => {
    const input = { official: phong, position: "position/tong-bi-thu" };
    const bare = await write(recordTenure, input);
    expect(bare.done.userErrors).toMatchObject([{ code: "BAD_USER_INPUT", path: ["input", "evidence"] }]);
    const mute = await write(recordTenure, { ...input, assertedBy: "CURATOR" });
    expect(mute.done.userErrors).toMatchObject([{ code: "BAD_USER_INPUT", path: ["input", "reason"] }]);
    const { done } = await write(recordTenure, { ...input, assertedBy: "CURATOR", reason: "theo bia tưởng niệm" });
    expect(done).toMatchObject({ created: true, claim: { evidence: [] } });
    const { node } = await server().write(
      `{ node(id: "${done.claim.id}") { ... on Claim { assertedBy reason history { reason } } } }`,
    );
    expect(node).toEqual({
      assertedBy: "CURATOR",
      reason: "theo bia tưởng niệm",
      history: [{ reason: "theo bia tưởng niệm" }],
    });
  });

  it("recordParticipation keeps the capacities, recordTopic and recordSuccession their fields", async () => {
    const participation = await write(
      `mutation ($input: RecordParticipationInput!) { done: recordParticipation(input: $input) {
        claim { id role roleAsWritten official { id } event { id } inCapacityOf { position { id } } } created ${errors} } }`,
      {
        official: "official/mai-van-huynh",
        event: conference,
        role: "HONOUREE",
        roleAsWritten: "được vinh danh",
        inCapacityOf: [chair],
        evidence,
      },
    );
    expect(participation.done).toMatchObject({
      created: true,
      userErrors: [],
      claim: {
        role: "HONOUREE",
        roleAsWritten: "được vinh danh",
        event: { id: conference },
        inCapacityOf: [{ position: { id: chair } }],
      },
    });
    const topic = await write(
      `mutation ($input: RecordTopicInput!) { done: recordTopic(input: $input) {
        claim { kind years subject { ... on Resolution { id } } } created ${errors} } }`,
      { event: conference, subject: "resolution/144-qd-tw-2024", kind: "MENTIONS", years: 3, evidence },
    );
    expect(topic.done).toMatchObject({
      created: true,
      claim: { kind: "MENTIONS", years: 3, subject: { id: "resolution/144-qd-tw-2024" } },
    });
    const succession = await write(
      `mutation ($input: RecordSuccessionInput!) { done: recordSuccession(input: $input) {
        claim { status on predecessor { id } successor { id } } created ${errors} } }`,
      { predecessor: "province/kon-tum", successor: "province/an-giang-2025", on: "2025-07-01", evidence },
    );
    expect(succession.done).toMatchObject({
      created: true,
      claim: { status: "PROPOSED", on: "2025-07-01", predecessor: { id: "province/kon-tum" } },
    });
  });

  it("endTenure, addEvidence, withdrawEvidence, setRank and retract change the claim once", async () => {
    const tenure = await tenureOf("official/le-duc-duc");
    const done = (mutation: string, type: string, selection: string, input: object) =>
      write(
        `mutation ($input: ${type}!) { done: ${mutation}(input: $input) {
          claim { ${selection} } change { verb reason } created ${errors} } }`,
        input,
      );
    const steps: readonly (readonly [
      mutation: string,
      type: string,
      selection: string,
      input: object,
      claim: object,
    ])[] = [
      ["endTenure", "EndTenureInput", "to", { tenure, to: "2025-06-30", reason: "sáp nhập" }, { to: "2025-06-30" }],
      [
        "addEvidence",
        "AddEvidenceInput",
        "evidence { start }",
        { claim: tenure, evidence: [{ source, start: 70, end: 80 }] },
        { evidence: [{ start: 10 }, { start: 70 }] },
      ],
      [
        "withdrawEvidence",
        "WithdrawEvidenceInput",
        "evidence { start }",
        { claim: tenure, source, start: 70, end: 80, reason: "người khác" },
        { evidence: [{ start: 10 }] },
      ],
      ["setRank", "SetRankInput", "rank", { claim: tenure, rank: "PREFERRED" }, { rank: "PREFERRED" }],
      ["retract", "RetractInput", "rank", { claim: tenure, reason: "báo đã rút bài" }, { rank: "DEPRECATED" }],
    ];
    for (const [mutation, type, selection, input, claim] of steps) {
      const first = await done(mutation, type, selection, input);
      expect(first.done, mutation).toMatchObject({ claim, created: false, change: { verb: mutation }, userErrors: [] });
      const again = await done(mutation, type, selection, input);
      expect(again.done, mutation).toMatchObject({ claim, created: false, change: null, userErrors: [] });
    }
    const { node } = await server().write(
      `{ node(id: "${tenure}") { ... on Tenure { version all: history { verb } last: history(first: 2) { verb reason } } } }`,
    );
    const verbs = ["retract", "setRank", "withdrawEvidence", "addEvidence", "endTenure", "recordTenure"];
    expect(node.all.map(({ verb }: { verb: string }) => verb)).toEqual(verbs);
    expect(node.last).toEqual([
      { verb: "retract", reason: "báo đã rút bài" },
      { verb: "setRank", reason: null },
    ]);
    expect(node.version).toBe(6);
  });

  it("review confirms several at once, and all or none of them", async () => {
    const review = `mutation ($input: ReviewInput!) { done: review(input: $input) {
      claims { id status } change { verb } created ${errors} } }`;
    const claims = [await tenureOf("official/nguyen-kim-thai"), await tenureOf("official/nguyen-trong-nghia")];
    const unknown = await write(review, { claims: [...claims, "tenure/0000000000000000"], status: "CONFIRMED" });
    expect(unknown.done).toMatchObject({
      claims: null,
      userErrors: [{ code: "NOT_FOUND", path: ["input", "claims", "2"] }],
    });
    const { done } = await write(review, { claims, status: "CONFIRMED" });
    expect(done).toEqual({
      claims: claims.map((id) => ({ id, status: "CONFIRMED" })),
      change: { verb: "review" },
      created: false,
      userErrors: [],
    });
    expect((await write(review, { claims, status: "CONFIRMED" })).done).toMatchObject({ change: null, userErrors: [] });
    const contrary = await write(review, { claims, status: "REJECTED" });
    expect(contrary.done.userErrors).toMatchObject([{ code: "CONFLICT" }]);
    const many = await write(review, { claims: Array.from({ length: 501 }, () => claims[0]), status: "CONFIRMED" });
    expect(many.done.userErrors).toMatchObject([{ code: "BAD_USER_INPUT", path: ["input", "claims"] }]);
  });

  it("says where a claim's input is wrong, and writes nothing", async () => {
    const { graphInfo } = await server().write("{ graphInfo { revision } }");
    const base = { official: phong, position: chair, evidence };
    const wrong: readonly (readonly [input: object, code: string, ...path: readonly string[]])[] = [
      [{ ...base, official: "official/nobody" }, "NOT_FOUND", "official"],
      [{ ...base, position: phong }, "BAD_USER_INPUT", "position"],
      [{ ...base, from: "2024", to: "2023" }, "BAD_USER_INPUT", "to"],
      [{ ...base, ordinal: 0 }, "BAD_USER_INPUT", "ordinal"],
      [{ ...base, evidence: [{ ...passage, end: 10 }] }, "BAD_USER_INPUT", "evidence", "0", "end"],
      [
        { ...base, evidence: [{ ...passage, asWritten: "x".repeat(81) }] },
        "BAD_USER_INPUT",
        "evidence",
        "0",
        "asWritten",
      ],
      [{ ...base, evidence: [{ ...passage, source: "source/none" }] }, "NOT_FOUND", "evidence", "0", "source"],
      [{ ...base, rivalOf: ["tenure/0000000000000000"] }, "NOT_FOUND", "rivalOf", "0"],
      [{ ...base, reason: "a\u0000b" }, "BAD_USER_INPUT", "reason"],
    ];
    for (const [input, code, ...path] of wrong) {
      const { done } = await write(recordTenure, input);
      expect(done, JSON.stringify(input)).toMatchObject({
        claim: null,
        created: false,
        change: null,
        userErrors: [{ code, path: ["input", ...path] }],
      });
    }
    const { status, errors: refused } = await server().ask(
      server().tokens.curator,
      `mutation { recordParticipation(input: {official: "${phong}", event: "${conference}", role: BOSS}) { created } }`,
    );
    expect([status, refused]).toMatchObject([400, [{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]]);
    expect((await server().write("{ graphInfo { revision } }")).graphInfo).toEqual(graphInfo);
  });

  it("an idempotency key answers a second time what it answered the first, and belongs to one request", async () => {
    const input = { official: phong, position: chair, ordinal: 2, evidence };
    const first = await server().write(recordTenure, { input, key: "k1" });
    expect(first.done.created).toBe(true);
    await write(recordTenure, { ...input, evidence: [{ ...passage, start: 90, end: 95 }] });
    const second = await server().write(recordTenure, { input: { ...input, note: null }, key: "k1" });
    expect(second.done).toMatchObject({ created: true, change: first.done.change, claim: { version: 2 } });
    const other = await server().write(recordTenure, { input: { ...input, ordinal: 3 }, key: "k1" });
    expect(other.done).toMatchObject({
      claim: null,
      userErrors: [{ code: "CONFLICT", path: ["idempotencyKey"] }],
    });
    const someone = await server().ask(server().tokens.admin, recordTenure, {
      input: { ...input, ordinal: 3 },
      key: "k1",
    });
    expect(someone.data.done).toMatchObject({ created: true, userErrors: [] });
    const once = await Promise.all(
      Array.from({ length: 5 }, () => server().write(recordTenure, { input: { ...input, ordinal: 4 }, key: "k2" })),
    );
    expect(new Set(once.map(({ done }) => done.change?.seq)).size).toBe(1);
    expect(once.every(({ done }) => done.created)).toBe(true);
  });
});
