import { claimId } from "../../../src/domain/identity.js";

/** A mutation that a drill sends. Its key stands in the history as the reason of the change that it makes. */
export interface DrillRequest {
  readonly key: string;
  readonly query: string;
  readonly variables: { readonly input: Readonly<Record<string, unknown>>; readonly key: string };
}

// Of the bundled facts.
const source = "source/tuyen-giao-cac-cap-2023-09-19-kien-giang";
const position = "position/chu-tich-hoi-dong-nhan-dan-tinh-kien-giang";
const event = "event/hoi-nghi-35-nq-tw-kien-giang-2023";
/** All writers add evidence to it. */
export const sharedClaim = claimId("participation", ["official/mai-van-huynh", event, "SPEAKER"]);

const document = (mutation: string, input: string) =>
  `mutation ($input: ${input}!, $key: String) {
    done: ${mutation}(input: $input, idempotencyKey: $key) { change { seq } userErrors { code message path } } }`;

type Step = readonly [mutation: string, input: string, values: Readonly<Record<string, unknown>>];

/** What one writer does in one turn, one thing after the other: nearly every verb, about two officials of its own. */
function steps(tag: string, place: number): readonly Step[] {
  const [a, b] = [`official/drill-${tag}-a`, `official/drill-${tag}-b`];
  const passage = { start: place, end: place + 7 };
  const evidence = [{ source, ...passage }];
  const tenure = (of: string) => claimId("tenure", [of, position, "1"]);
  const told = {
    source: { id: "source/drill", title: "Cuộc diễn tập", authors: [], sha256: "d".repeat(64) },
    entities: [
      {
        type: "Official",
        id: b,
        name: `Trần ${tag}`,
        kind: "OFFICIAL",
        mentions: [{ ...passage, supports: ["name"] }],
      },
    ],
    claims: [
      { type: "Tenure", official: b, position, from: "2021", evidence: [passage] },
      { type: "Participation", official: b, event, role: "SPEAKER", inCapacityOf: [position], evidence: [passage] },
    ],
  };
  return [
    ["recordOfficial", "RecordOfficialInput", { id: a, name: `Nguyễn ${tag}`, mentions: evidence }],
    ["recordTenure", "RecordTenureInput", { official: a, position, from: "2020", evidence }],
    [
      "recordParticipation",
      "RecordParticipationInput",
      { official: a, event, role: "SPEAKER", inCapacityOf: [position], evidence },
    ],
    ["recordDocument", "RecordDocumentInput", { document: told }],
    ["addEvidence", "AddEvidenceInput", { claim: sharedClaim, evidence }],
    ["mergeEntities", "MergeEntitiesInput", { absorbed: a, survivor: b }],
    ["endTenure", "EndTenureInput", { tenure: tenure(b), to: "2024", evidence }],
    ["unmergeEntity", "UnmergeEntityInput", { absorbed: a }],
    ["review", "ReviewInput", { claims: [tenure(a)], status: "CONFIRMED" }],
    ["setRank", "SetRankInput", { claim: tenure(b), rank: "PREFERRED" }],
    ["retract", "RetractInput", { claim: tenure(a) }],
    ["mergeEntities", "MergeEntitiesInput", { absorbed: b, survivor: a }],
  ];
}

/** So many requests of one writer in one round; what it asks of one graph is never asked again. */
export function requestsOf(round: number, writer: number, count: number): readonly DrillRequest[] {
  const requests: DrillRequest[] = [];
  for (let turn = 0; requests.length < count; turn++) {
    const place = ((round * 8 + writer) * 100 + turn) * 10;
    for (const [at, [mutation, input, values]] of steps(`${round}-${writer}-${turn}`, place).entries()) {
      const key = `drill ${round} ${writer} ${turn} ${at}`;
      requests.push({ key, query: document(mutation, input), variables: { input: { ...values, reason: key }, key } });
    }
  }
  return requests;
}
