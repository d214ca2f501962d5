import type { ClaimStatement, Document, EntityStatement } from "../../../../src/load/document.js";
import { recorded, recordsOf } from "../../../load/small.js";
import { TestGraph } from "./merge-store.js";

/** One person under two names: who chairs a conference as the head of a department, and who speaks at it. */
const entities = [
  { type: "Official", id: "official/thuy", name: "Phan Xuân Thủy", kind: "OFFICIAL", mentions: [at(0)] },
  {
    type: "Official",
    id: "official/nguyen-thuy",
    name: "Nguyễn Xuân Thủy",
    kind: "OFFICIAL",
    birth: "1960",
    mentions: [at(50)],
  },
  { type: "Official", id: "official/mai", name: "Mai", kind: "OFFICIAL" },
  { type: "Organization", id: "organization/ban", name: "Ban Tuyên giáo", kind: "PARTY" },
  { type: "Organization", id: "organization/btg", name: "BTG", kind: "PARTY", level: "CENTRAL" },
  {
    type: "Position",
    id: "position/pho",
    name: "Phó Trưởng Ban",
    title: "Phó Trưởng Ban",
    organization: "organization/ban",
  },
  { type: "Position", id: "position/pho-btg", name: "Phó BTG", title: "Phó", organization: "organization/btg" },
  {
    type: "Conference",
    id: "event/hoi-nghi",
    name: "Hội nghị",
    kind: "CONFERENCE",
    organizers: ["organization/btg", "organization/ban"],
  },
  { type: "Conference", id: "event/dai-hoi", name: "Đại hội", kind: "CONGRESS", date: "2020" },
  { type: "Ceremony", id: "event/le", name: "Lễ" },
  { type: "Resolution", id: "resolution/35", name: "Nghị quyết 35", kind: "NGHI_QUYET", number: "35-NQ/TW" },
  { type: "Resolution", id: "resolution/nq-35", name: "NQ 35", kind: "NGHI_QUYET" },
] satisfies EntityStatement[];

const claims = [
  { type: "Tenure", official: "official/thuy", position: "position/pho", from: "2019", evidence: [at(0)] },
  {
    type: "Tenure",
    official: "official/nguyen-thuy",
    position: "position/pho",
    attestedOn: ["2021"],
    evidence: [at(50)],
  },
  { type: "Tenure", official: "official/nguyen-thuy", position: "position/pho-btg", to: "2022", evidence: [at(60)] },
  {
    type: "Participation",
    official: "official/thuy",
    event: "event/hoi-nghi",
    role: "CHAIR",
    inCapacityOf: ["position/pho"],
    evidence: [at(0)],
  },
  {
    type: "Participation",
    official: "official/nguyen-thuy",
    event: "event/hoi-nghi",
    role: "CHAIR",
    inCapacityOf: ["position/pho", "position/pho-btg"],
    evidence: [at(70)],
  },
  {
    type: "Participation",
    official: "official/nguyen-thuy",
    event: "event/dai-hoi",
    role: "SPEAKER",
    roleAsWritten: "phát biểu",
    evidence: [at(80)],
  },
  {
    type: "Topic",
    event: "event/hoi-nghi",
    subject: "resolution/nq-35",
    kind: "REVIEWS",
    years: 5,
    evidence: [at(90)],
  },
] satisfies ClaimStatement[];

export function at(start: number) {
  return { start, end: start + 10, supports: ["name"] };
}

const source = { id: "source/bao", title: "Báo", publishedOn: "2024-07-09", sha256: "1".repeat(64) };

export const stating = (
  ...parts: readonly { entities?: EntityStatement[]; claims?: ClaimStatement[] }[]
): Document => ({
  source,
  recorded,
  entities: parts.flatMap(({ entities = [] }) => entities),
  claims: parts.flatMap(({ claims = [] }) => claims),
});

export async function people(): Promise<TestGraph> {
  const graph = new TestGraph();
  await graph.state(recordsOf(stating({ entities, claims })));
  return graph;
}

/** States more claims, as a curator does later. */
export const claim = (graph: TestGraph, ...more: ClaimStatement[]) => graph.state(recordsOf(stating({ claims: more })));
