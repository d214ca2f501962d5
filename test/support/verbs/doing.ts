import type { RecordEntityInput } from "../../../src/graph/changes/verbs/index.js";
import { subjectsOf, verbs } from "../../../src/graph/changes/verbs/index.js";
import type { By } from "../../../src/graph/changes/verbs/verb.js";
import type { Reader, WriteSet } from "../../../src/graph/transaction.js";

type Work = (reader: Reader) => Promise<{ readonly writes: WriteSet; readonly result: unknown }>;

/** One thing that a curator does, which can be done to any number of graphs, as often as one likes. */
export interface Doing {
  readonly name: keyof typeof verbs;
  readonly input: object;
  readonly by: By;
  readonly subjects: readonly string[];
  readonly work: Work;
}

/** The verb with its input, as one work for `transact`. */
export function bound(name: keyof typeof verbs, input: object, by: By): Doing {
  const subjects = (): readonly string[] => {
    if (name === "merge" || name === "unmerge") return Object.values(input).filter((id) => typeof id === "string");
    // Inputs are random on purpose: what a verb refuses need not be of its type.
    const of = subjectsOf[name] as (input: object) => readonly string[];
    return of(input);
  };
  const verb = verbs[name] as (reader: Reader, input: object, by: By) => ReturnType<Work>;
  return { name, input, by, subjects: subjects(), work: (reader) => verb(reader, input, by) };
}

/** Names that fold alike, so that namesakes come about. */
export const names = ["Nguyễn Văn An", "Nguyen Van An", "Trần Thị Bình", "Lê Cường", "LÊ CƯỜNG", "Hoà Đức", "Hòa Đức"];

/** To begin with: some of each. */
export const beginnings: readonly RecordEntityInput[] = [
  { type: "Source", id: "source/a", title: "Báo A", sha256: "e".repeat(64), publishedOn: "2024-07-09" },
  { type: "Source", id: "source/b", title: "Báo B", sha256: "f".repeat(64) },
  ...names.slice(0, 4).map((name, at) => ({ type: "Official", id: `official/o-${at}`, name, distinct: true }) as const),
  { type: "Organization", id: "organization/ban", name: "Ban", kind: "PARTY" },
  { type: "Organization", id: "organization/btg", name: "BTG", kind: "PARTY" },
  { type: "Position", id: "position/bi-thu", title: "Bí thư", organization: "organization/ban" },
  { type: "Position", id: "position/pho", title: "Phó", organization: "organization/btg" },
  { type: "Province", id: "province/a", name: "A", code: "01", kind: "PROVINCE" },
  { type: "Province", id: "province/b", name: "B", code: "02", kind: "CITY" },
  { type: "Conference", id: "event/x", name: "Hội nghị", kind: "CONFERENCE", date: "2022" },
  { type: "Conference", id: "event/y", name: "Đại hội", kind: "CONGRESS" },
  { type: "Resolution", id: "resolution/nq-35", name: "NQ 35", kind: "NGHI_QUYET", number: "35-NQ/TW" },
];
export const beginning = (input: RecordEntityInput): Doing =>
  bound("recordEntity", input, { actor: "An", at: "2026-01-01T00:00:00.000Z" });
