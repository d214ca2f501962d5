import { expect, it } from "vitest";
import { describeBothEngines } from "../support/engines.js";
import { curatorName, servingCurators } from "../support/writing.js";

const source = "source/tuyen-giao-cac-cap-2023-09-19-kien-giang";
const mention = { source, start: 10, end: 40 };
const sha256 = "ab".repeat(32);
const errors = "userErrors { code message path candidates { id } }";

/** Each mutation that records an entity, an input for it, and what is then read of it. */
const recorded: readonly (readonly [type: string, input: object, reads: string, answer: object])[] = [
  [
    "Official",
    { name: "Nguyễn Thị Chín", birth: "1970", aliases: ["Chín"], mentions: [mention], reason: null },
    "id name birth kind aliases mergedFrom version mentions { nodes { start supports } }",
    {
      id: "official/nguyen-thi-chin",
      name: "Nguyễn Thị Chín",
      birth: "1970",
      kind: "OFFICIAL",
      aliases: ["Chín"],
      mergedFrom: [],
      version: 1,
      mentions: { nodes: [{ start: 10, supports: ["name"] }] },
    },
  ],
  [
    "Organization",
    { name: "Sở Y tế tỉnh Kiên Giang", kind: "GOVERNMENT", level: "PROVINCE", province: "province/kien-giang" },
    "id kind level province { id }",
    {
      id: "organization/so-y-te-tinh-kien-giang",
      kind: "GOVERNMENT",
      level: "PROVINCE",
      province: { id: "province/kien-giang" },
    },
  ],
  [
    "Position",
    { title: "Giám đốc", organization: "organization/so-y-te-tinh-kien-giang" },
    "id name title organization { name }",
    {
      id: "position/giam-doc-so-y-te-tinh-kien-giang",
      name: "Giám đốc Sở Y tế tỉnh Kiên Giang",
      title: "Giám đốc",
      organization: { name: "Sở Y tế tỉnh Kiên Giang" },
    },
  ],
  [
    "Province",
    { name: "Hà Tây", code: "28", kind: "PROVINCE", validTo: "2008-07-31" },
    "id code validTo",
    { id: "province/ha-tay", code: "28", validTo: "2008-07-31" },
  ],
  [
    "Event",
    {
      type: "CONFERENCE",
      kind: "SEMINAR",
      id: "event/hoi-thao-y-te-2024",
      name: "Hội thảo y tế",
      date: "2024-05",
      places: ["Rạch Giá"],
      province: "province/kien-giang",
      organizers: ["organization/so-y-te-tinh-kien-giang"],
    },
    "__typename id date places organizers { id } ... on Conference { kind }",
    {
      __typename: "Conference",
      id: "event/hoi-thao-y-te-2024",
      date: "2024-05",
      places: ["Rạch Giá"],
      organizers: [{ id: "organization/so-y-te-tinh-kien-giang" }],
      kind: "SEMINAR",
    },
  ],
  [
    "Resolution",
    {
      id: "resolution/14-kl-tw-2021",
      name: "Kết luận 14-KL/TW",
      number: "14-KL/TW",
      kind: "KET_LUAN",
      issuedOn: "2021",
    },
    "id number kind issuedOn",
    { id: "resolution/14-kl-tw-2021", number: "14-KL/TW", kind: "KET_LUAN", issuedOn: "2021" },
  ],
  [
    "Anniversary",
    { name: "Ngày Thầy thuốc Việt Nam", kind: "TRADITION_DAY", originDate: "1955-02-27" },
    "name kind originDate",
    { name: "Ngày Thầy thuốc Việt Nam", kind: "TRADITION_DAY", originDate: "1955-02-27" },
  ],
];

describeBothEngines("mutations that record and revise entities", (open) => {
  const server = servingCurators(open);

  it.each(recorded)(
    "record%s writes once, says what it wrote, and a repeated call changes nothing",
    async (type, input, reads, answer) => {
      const mutation = `mutation ($input: Record${type}Input!) { done: record${type}(input: $input) {
      it: entity { ${reads} } change { seq actor verb before after } created ${errors} } }`;
      const { done } = await server().write(mutation, { input });
      expect(done).toMatchObject({
        created: true,
        userErrors: [],
        change: { actor: curatorName, verb: "recordEntity" },
      });
      expect(done.it).toEqual(answer);
      expect(done.change.before).toEqual([]);
      expect(done.change.after).toHaveLength(1);
      const again = await server().write(mutation, { input });
      expect(again.done).toEqual({ it: answer, change: null, created: false, userErrors: [] });
    },
  );

  it("recordSource finds a text by its hash", async () => {
    const mutation = `mutation ($input: RecordSourceInput!) { recordSource(input: $input) {
      source { id title version history { verb } } created ${errors} } }`;
    const input = { title: "Kiên Giang: một bản tin", sha256, publishedOn: "2024-05-02", url: "https://example.vn/1" };
    const { recordSource } = await server().write(mutation, { input });
    expect(recordSource).toMatchObject({
      created: true,
      source: { title: input.title, version: 1, history: [{ verb: "recordEntity" }] },
      userErrors: [],
    });
    const again = await server().write(mutation, { input });
    expect(again.recordSource).toMatchObject({ created: false, source: { id: recordSource.source.id } });
  });

  it("a second person of one name is answered with the candidates, unless distinct is said", async () => {
    const mutation = `mutation ($input: RecordOfficialInput!) { recordOfficial(input: $input) {
      entity { id } created userErrors { code path candidates { id ... on Entity { name } } } } }`;
    const input = { name: "Mai Văn Huỳnh" };
    const { recordOfficial } = await server().write(mutation, { input });
    expect(recordOfficial).toEqual({
      entity: null,
      created: false,
      userErrors: [
        {
          code: "CONFLICT",
          path: ["input", "name"],
          candidates: [{ id: "official/mai-van-huynh", name: "Mai Văn Huỳnh" }],
        },
      ],
    });
    const distinct = await server().write(mutation, { input: { ...input, distinct: true } });
    expect(distinct.recordOfficial).toMatchObject({ created: true, entity: { id: "official/mai-van-huynh-2" } });
  });

  const revised: readonly (readonly [type: string, id: string, set: object, reads: string])[] = [
    ["Official", "official/mai-van-huynh", { birth: "1965" }, "birth"],
    ["Position", "position/truong-ban-tuyen-giao-tinh-uy-kien-giang", { note: "Một chức danh" }, "note"],
    ["Organization", "organization/tinh-uy-kien-giang", { aliases: ["Tỉnh ủy KG"] }, "aliases"],
    ["Province", "province/kien-giang", { note: "Nay thuộc An Giang" }, "note"],
    ["Event", "event/hoi-nghi-35-nq-tw-kien-giang-2023", { mode: "ONLINE" }, "mode"],
    ["Resolution", "resolution/35-nq-tw", { subject: "bảo vệ nền tảng tư tưởng" }, "subject"],
    ["Anniversary", "anniversary/1930-08-01-nganh-tuyen-giao", { note: "Hằng năm" }, "note"],
    ["Source", source, { outlet: "Tạp chí Tuyên giáo" }, "outlet"],
  ];
  it.each(revised)(
    "revise%s sets, unsets, and refuses a version that is no longer so",
    async (type, id, set, field) => {
      const it = type === "Source" ? "it: source" : "it: entity";
      const mutation = `mutation ($input: Revise${type}Input!) { done: revise${type}(input: $input) {
      ${it} { version ${field} } change { reason } created userErrors { code path } } }`;
      const read = `query ($id: ID!) { node(id: $id) { ... on ${type} { version ${field} } } }`;
      const { node } = await server().write(read, { id });
      const input = { id, version: node.version, set, reason: "đọc lại" };
      const { done } = await server().write(mutation, { input });
      const version = node.version + 1;
      expect(done).toEqual({
        it: { version, ...set },
        change: { reason: "đọc lại" },
        created: false,
        userErrors: [],
      });
      const again = await server().write(mutation, { input: { ...input, version } });
      expect(again.done).toMatchObject({ it: { version }, change: null, userErrors: [] });
      const unset = { id, unset: [field], reason: "nhầm" };
      const stale = await server().write(mutation, { input: { ...unset, version: node.version } });
      expect(stale.done).toEqual({
        it: null,
        change: null,
        created: false,
        userErrors: [{ code: "CONFLICT", path: ["input", "version"] }],
      });
      const gone = await server().write(mutation, { input: { ...unset, version } });
      expect(gone.done).toMatchObject({ it: { [field]: field === "aliases" ? [] : null }, userErrors: [] });
    },
  );

  it("says where an input is wrong, and writes nothing", async () => {
    const { graphInfo } = await server().write("{ graphInfo { revision } }");
    const official = `mutation ($input: RecordOfficialInput!) { done: recordOfficial(input: $input) { entity { id } created ${errors} } }`;
    const revise = `mutation ($input: ReviseOfficialInput!) { done: reviseOfficial(input: $input) { entity { id } created ${errors} } }`;
    const wrong: readonly (readonly [mutation: string, input: object, code: string, path: readonly string[]])[] = [
      [official, { name: "" }, "BAD_USER_INPUT", ["name"]],
      [official, { name: "x".repeat(200_000) }, "BAD_USER_INPUT", ["name"]],
      [official, { name: "An\u0007" }, "BAD_USER_INPUT", ["name"]],
      [official, { name: "An \ud800" }, "BAD_USER_INPUT", ["name"]],
      [official, { name: "An", id: "An" }, "BAD_USER_INPUT", ["id"]],
      [official, { name: "An", id: "province/an" }, "BAD_USER_INPUT", ["id"]],
      [official, { name: "An", aliases: ["A", ""] }, "BAD_USER_INPUT", ["aliases"]],
      [official, { name: "An", birth: "1970", death: "1960" }, "BAD_USER_INPUT", ["death"]],
      [official, { name: "An", mentions: [{ source, start: 5, end: 2 }] }, "BAD_USER_INPUT", ["mentions", "0", "end"]],
      [
        official,
        { name: "An", mentions: [{ source, start: -1, end: 2 }] },
        "BAD_USER_INPUT",
        ["mentions", "0", "start"],
      ],
      [
        official,
        { name: "An", mentions: [mention, { ...mention, source: "source/none" }] },
        "NOT_FOUND",
        ["mentions", "1", "source"],
      ],
      [revise, { id: "official/nobody", version: 1, set: {}, reason: "x" }, "NOT_FOUND", ["id"]],
      [revise, { id: "province/kien-giang", version: 1, set: {}, reason: "x" }, "BAD_USER_INPUT", ["id"]],
      [revise, { id: "official/mai-van-huynh", version: 0, reason: "x" }, "BAD_USER_INPUT", ["version"]],
      [
        revise,
        { id: "official/mai-van-huynh", version: 1, set: { name: "a\nb" }, reason: "x" },
        "BAD_USER_INPUT",
        ["set", "name"],
      ],
    ];
    for (const [mutation, input, code, path] of wrong) {
      const answer = await server().ask(server().tokens.curator, mutation, { input });
      expect([answer.status, answer.errors], JSON.stringify(input).slice(0, 200)).toEqual([200, undefined]);
      expect(answer.data.done, JSON.stringify(input).slice(0, 200)).toMatchObject({
        entity: null,
        created: false,
        userErrors: [{ code, path: ["input", ...path], message: expect.stringMatching(/^[^{}]{5,300}[.]$/) }],
      });
    }
    expect((await server().write("{ graphInfo { revision } }")).graphInfo).toEqual(graphInfo);
  });

  it("is for curators: readers and strangers are told what is missing", async () => {
    const mutation = 'mutation { recordOfficial(input: {name: ""}) { created } }';
    const { ask, tokens } = server();
    expect(await ask(undefined, mutation)).toMatchObject({
      data: null,
      errors: [{ path: ["recordOfficial"], extensions: { code: "UNAUTHENTICATED" } }],
    });
    expect(await ask(tokens.reader, mutation)).toMatchObject({
      data: null,
      errors: [{ extensions: { code: "FORBIDDEN" }, message: expect.stringContaining("curator") }],
    });
    expect(
      await ask(tokens.admin, 'mutation { recordOfficial(input: {name: "Admin Ghi"}) { created } }'),
    ).toMatchObject({
      data: { recordOfficial: { created: true } },
    });
    const everyMutation = await ask(tokens.reader, '{ __type(name: "Mutation") { fields { name args { name } } } }');
    for (const { args } of everyMutation.data.__type.fields) {
      expect(args.map(({ name }: { name: string }) => name).sort()).toEqual(["idempotencyKey", "input"]);
    }
  });
});
