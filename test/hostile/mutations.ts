import { type GraphQLOutputType, type GraphQLSchema, getNamedType, isObjectType } from "graphql";

const source = "source/tuyen-giao-cac-cap-2023-09-19-kien-giang";
const official = "official/mai-van-huynh";
const event = "event/hoi-nghi-35-nq-tw-kien-giang-2023";
const organization = "organization/tinh-uy-kien-giang";
const position = "position/tong-bi-thu";
const evidence = [{ source, start: 10, end: 40, asWritten: "một đoạn" }];
const mentions = [{ source, start: 10, end: 40, asWritten: "một đoạn", supports: ["name"] }];
const reason = "một lý do";
/** A claim of the bundled facts. */
export const tenure = "tenure/423c59ce67e237a7";

type Input = Readonly<Record<string, unknown>>;

const entity = (n: number, also: Input): Input => ({
  ...{ name: `Tên thử ${n}`, aliases: [`Tên khác ${n}`], note: "ghi chú", mentions, reason, distinct: true },
  ...also,
});
const claim = { evidence, note: "ghi chú", reason };
const revision = (id: string, set: Input): Input => ({ id, version: 1, set, mentions, reason, distinct: true });
const texts = (n: number) => ({ name: `Tên mới ${n}`, aliases: [`Tên khác ${n}`], note: `ghi chú ${n}` });

/** A sound input of each mutation; of different numbers, about different things. */
export const inputs: Readonly<Record<string, (n: number) => Input>> = {
  recordOfficial: (n) => entity(n, { birth: "1950", death: "2020", kind: "OFFICIAL" }),
  recordPosition: (n) => entity(n, { title: `Chức ${n}`, organization }),
  recordOrganization: (n) => entity(n, { kind: "PARTY", partOf: organization, province: "province/kien-giang" }),
  recordProvince: (n) => entity(n, { code: "91", kind: "PROVINCE", validFrom: "1990", validTo: "2020" }),
  recordEvent: (n) =>
    entity(n, {
      ...{ type: "CONFERENCE", kind: "CONFERENCE", date: "2020-01", endDate: "2020-02", places: ["nơi"] },
      ...{ subject: "việc", province: "province/kien-giang", organizers: [organization], partOf: event },
    }),
  recordResolution: (n) =>
    entity(n, { kind: "NGHI_QUYET", number: `${n}-NQ/TW`, issuedOn: "2020", subject: "việc", issuer: organization }),
  recordAnniversary: (n) => entity(n, { kind: "FOUNDING", originDate: String(1_000 + (n % 9_000)), honours: official }),
  recordSource: (n) => ({
    ...{ title: `Bài ${n}`, authors: ["Tác giả"], outlet: "Báo", url: `https://example.org/${n}`, reason },
    ...{ publishedOn: "2023", capturedOn: "2024", sha256: n.toString(16).padStart(64, "0") },
  }),
  recordTenure: (n) => ({
    ...{ ...claim, official, position, ordinal: n, from: "2020", to: "2021", attestedOn: ["2020-06"] },
    ...{ rivalOf: [tenure] },
  }),
  recordParticipation: (n) => ({
    ...{ ...claim, description: `nhóm ${n}`, event, role: "ATTENDEE", roleAsWritten: "dự", award: "giải", count: 3 },
    ...{ onBehalfOf: organization },
  }),
  recordTopic: () => ({ ...claim, event, subject: "event/cuoc-thi-viet-kien-giang-2022", kind: "MENTIONS", years: 5 }),
  recordSuccession: () => ({
    ...{ ...claim, predecessor: "province/kien-giang", successor: "province/an-giang-2025", on: "2025-07-01" },
  }),
  endTenure: () => ({ tenure, to: "2024", evidence, reason }),
  addEvidence: (n) => ({ claim: tenure, evidence: [{ ...evidence[0], start: n, end: n + 30 }], reason }),
  withdrawEvidence: (n) => ({ claim: tenure, source, start: n, end: n + 30, reason }),
  setRank: (n) => ({ claim: tenure, rank: n % 2 === 0 ? "PREFERRED" : "NORMAL", reason }),
  review: (n) => ({ claims: [tenure], status: n % 2 === 0 ? "REJECTED" : "CONFIRMED", reason }),
  retract: () => ({ claim: tenure, reason }),
  mergeEntities: () => ({ absorbed: "official/nguyen-xuan-thuy", survivor: "official/phan-xuan-thuy", reason }),
  unmergeEntity: () => ({ absorbed: "official/nguyen-xuan-thuy", reason }),
  reviseOfficial: (n) => revision(official, { ...texts(n), birth: "1950" }),
  revisePosition: (n) => revision(position, { ...texts(n), title: `Chức ${n}` }),
  reviseOrganization: (n) => revision(organization, { ...texts(n), kind: "PARTY", province: "province/kien-giang" }),
  reviseProvince: (n) => revision("province/kien-giang", { ...texts(n), validTo: "2025-06-30" }),
  reviseEvent: (n) => revision(event, { ...texts(n), subject: "việc", places: ["nơi"], organizers: [organization] }),
  reviseResolution: (n) => revision("resolution/nghi-quyet-35-nq-tw-2018", { ...texts(n), subject: "việc" }),
  reviseAnniversary: (n) => revision("anniversary/1930-08-01-nganh-tuyen-giao", { ...texts(n), honours: official }),
  reviseSource: (n) => ({
    ...{ id: source, version: 1, reason },
    set: { title: `Bài ${n}`, authors: ["Tác giả"], outlet: "Báo", url: "https://example.org/", publishedOn: "2023" },
  }),
  recordDocument: (n) => ({
    reason,
    document: {
      source: { id: `source/bai-${n}`, title: `Bài ${n}`, sha256: n.toString(16).padStart(64, "1"), outlet: "Báo" },
      entities: [
        {
          ...{ type: "Official", id: `official/thu-${n}`, name: `Tên thử ${n}`, kind: "OFFICIAL", note: "ghi chú" },
          mentions: [{ start: 0, end: 9, asWritten: "một đoạn", supports: ["name"] }],
        },
      ],
      claims: [{ type: "Tenure", official: `official/thu-${n}`, position, evidence: [{ start: 0, end: 9 }] }],
    },
  }),
};

/** What a payload says of what became of a request, and nothing of when. */
export function payloadSelection(type: GraphQLOutputType): string {
  const payload = getNamedType(type);
  const fields = isObjectType(payload) ? payload.getFields() : {};
  const subject = ["entity", "claim", "source", "claims"].filter((name) => name in fields);
  return `{ created userErrors { code message path candidates { id } } change { verb reason subjects after }
    ${subject.map((name) => `${name} { __typename id }`).join(" ")} }`.replace(/\s+/g, " ");
}

/** The document of a mutation, whose input is the variable `input`. */
export function mutationDocument(schema: GraphQLSchema, name: string): string {
  const field = schema.getMutationType()?.getFields()[name];
  const input = field?.args.find((argument) => argument.name === "input");
  if (field === undefined || input === undefined) throw new Error(`no mutation ${name}`);
  const parameters = `$input: ${String(input.type)}, $key: String`;
  return `mutation (${parameters}) { done: ${name}(input: $input, idempotencyKey: $key) ${payloadSelection(field.type)} }`;
}

let made = 0;

/** Each mutation with a sound input. */
export const mutationDocuments = (schema: GraphQLSchema) =>
  Object.entries(inputs).map(([name, input]) => ({
    query: mutationDocument(schema, name),
    variables: { input: input(++made), key: null },
  }));
