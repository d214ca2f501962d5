import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { describeBothEngines } from "../support/engines.js";
import { type Server, servingBundled } from "../support/serve.js";
import { bundledPage } from "./bundled-page.js";

const question = (name: string) => readFileSync(new URL(`questions/${name}.graphql`, import.meta.url), "utf8");

const kienGiang = { name: "Kiên Giang", validTo: "2025-06-30" };
const nationalConference = "Hội nghị sơ kết công tác 6 tháng đầu năm, triển khai nhiệm vụ 6 tháng cuối năm 2024";
const reviewConference = "Hội nghị về 5 năm thực hiện Nghị quyết số 35-NQ/TW";
const doubt =
  "As the source writes it. The deputy head of the commission at that time was Phan Xuân Thủy: probably an error of the source, not repaired here.";
const posts = (...names: readonly string[]) => names.map((name) => ({ position: { name } }));

describeBothEngines("the ten questions", (open) => {
  const server = servingBundled(open);
  const data: Server["data"] = (query, variables) => server().data(query, variables);

  describe("1. who chaired the national conference in Phú Quốc on 2024-07-08, and in what capacity?", () => {
    const source = { title: "Hội nghị toàn quốc sơ kết công tác tuyên giáo 6 tháng đầu năm 2024" };
    const chair = (name: string, end: number, note: string | null, ...names: readonly string[]) => ({
      official: { name },
      inCapacityOf: posts(...names),
      note,
      evidence: [{ source, start: 303, end, asWritten: name }],
    });

    it("four chairs with 3, 2, 1 and 2 posts, the third as the source writes him, with the doubt in a note", async () => {
      const { event } = await data(question("1-who-chaired"));
      expect(event).toMatchObject({
        name: nationalConference,
        date: "2024-07-08",
        places: ["thành phố Phú Quốc (tỉnh Kiên Giang)"],
        province: { name: "Kiên Giang" },
      });
      expect(event.chairs).toEqual({
        totalCount: 4,
        nodes: [
          chair(
            "Nguyễn Trọng Nghĩa",
            435,
            null,
            "Ủy viên Bộ Chính trị",
            "Bí thư Trung ương Đảng",
            "Trưởng Ban Tuyên giáo Trung ương",
          ),
          chair(
            "Lại Xuân Môn",
            529,
            null,
            "Ủy viên Trung ương Đảng",
            "Phó Trưởng Ban Thường trực Ban Tuyên giáo Trung ương",
          ),
          chair("Nguyễn Xuân Thủy", 585, doubt, "Phó Trưởng Ban Tuyên giáo Trung ương"),
          chair(
            "Mai Văn Huỳnh",
            674,
            null,
            "Phó Bí thư Thường trực Tỉnh ủy Kiên Giang",
            "Chủ tịch Hội đồng nhân dân tỉnh Kiên Giang",
          ),
        ],
      });
    });

    it("and those who took part without a name, the boards of 63 provinces among them", async () => {
      const { event } = await data(question("1-who-chaired"));
      const unnamed = (role: string, description: string, count: number | null = null) => ({
        role,
        official: null,
        organization: null,
        description,
        count,
      });
      expect(event.others.nodes).toEqual([
        unnamed("ATTENDEE", "đại diện lãnh đạo các vụ, đơn vị thuộc Ban Tuyên giáo Trung ương"),
        unnamed("ATTENDEE", "đại diện cơ quan tuyên giáo của các đảng ủy, Mặt trận và đoàn thể Trung ương"),
        unnamed("ATTENDEE", "trưởng ban hoặc đại diện và cán bộ ban tuyên giáo 63 tỉnh ủy, thành ủy", 63),
        { role: "SPEAKER", official: { name: "Nguyễn Kim Thái" }, organization: null, description: null, count: null },
        unnamed("SPEAKER", "đại biểu dự hội nghị"),
      ]);
    });

    it("also for those who know only the day and the place", async () => {
      const { participations } = await data(`{
        participations(
          where: {role: {eq: CHAIR}, event: {date: {on: "2024-07-08"}, type: {eq: CONFERENCE}, places: {matches: "phu quoc"}}}
        ) { nodes { official { name note } roleAsWritten } }
      }`);
      const row = (name: string, note: string | null = null) => ({
        official: { name, note },
        roleAsWritten: "Chủ trì Hội nghị",
      });
      expect(participations.nodes).toEqual([
        row("Nguyễn Trọng Nghĩa"),
        row("Lại Xuân Môn"),
        row("Nguyễn Xuân Thủy", doubt),
        row("Mai Văn Huỳnh"),
      ]);
    });
  });

  it("2. at which events did Mai Văn Huỳnh take part, with which roles and posts?", async () => {
    const { official } = await data(question("2-events-of-an-official"));
    const [party, council, head] = [
      "Phó Bí thư Thường trực Tỉnh ủy Kiên Giang",
      "Chủ tịch Hội đồng nhân dân tỉnh Kiên Giang",
      "Trưởng Ban Chỉ đạo 35 Tỉnh ủy Kiên Giang",
    ] as const;
    expect(official).toEqual({
      name: "Mai Văn Huỳnh",
      participations: {
        nodes: [
          {
            event: { date: "2024-07-08", name: nationalConference },
            role: "CHAIR",
            roleAsWritten: "Chủ trì Hội nghị",
            inCapacityOf: posts(party, council),
          },
          {
            event: { date: null, name: reviewConference },
            role: "SPEAKER",
            roleAsWritten: "phát biểu chỉ đạo",
            inCapacityOf: posts(party, council, head),
          },
          {
            event: { date: null, name: reviewConference },
            role: "PRESENTER",
            roleAsWritten: "tặng Bằng khen",
            inCapacityOf: posts(party, council, head),
          },
        ],
      },
    });
  });

  it("2. and which posts he then held, those that the source states as certain", async () => {
    const { official } = await data(`{
      official(id: "official/mai-van-huynh") {
        participations(where: {role: {in: [CHAIR, SPEAKER]}}) {
          nodes { event { name } heldThen { certainty tenure { position { name } } } }
        }
      }
    }`);
    const held = (certainty: string, name: string) => ({ certainty, tenure: { position: { name } } });
    expect(official.participations.nodes).toEqual([
      {
        event: { name: nationalConference },
        heldThen: [
          held("CERTAIN", "Phó Bí thư Thường trực Tỉnh ủy Kiên Giang"),
          held("CERTAIN", "Chủ tịch Hội đồng nhân dân tỉnh Kiên Giang"),
          // Attested in 2023, and nothing says that it had ended.
          held("POSSIBLE", "Trưởng Ban Chỉ đạo 35 Tỉnh ủy Kiên Giang"),
        ],
      },
      {
        event: { name: reviewConference },
        heldThen: [
          held("CERTAIN", "Phó Bí thư Thường trực Tỉnh ủy Kiên Giang"),
          held("CERTAIN", "Chủ tịch Hội đồng nhân dân tỉnh Kiên Giang"),
          held("CERTAIN", "Trưởng Ban Chỉ đạo 35 Tỉnh ủy Kiên Giang"),
        ],
      },
    ]);
  });

  describe("3. who sat in one event with someone who sat in one event with Nguyễn Thanh Phong?", () => {
    interface Step {
      readonly from: { readonly name: string };
      readonly via: { readonly role: string; readonly evidence: readonly unknown[] };
      readonly to: { readonly name: string };
    }

    it("the path to Nguyễn Kim Thái, with evidence at each hop", async () => {
      const { paths } = await data(question("3-two-hops"));
      const chains = paths.map(({ steps }: { steps: readonly Step[] }) => [
        steps[0]?.from.name,
        ...steps.flatMap(({ via, to }) => [via.role, to.name]),
      ]);
      const chain = (huynh: string, phong: string) => [
        "Nguyễn Kim Thái",
        "SPEAKER",
        nationalConference,
        "CHAIR",
        "Mai Văn Huỳnh",
        huynh,
        reviewConference,
        phong,
        "Nguyễn Thanh Phong",
      ];
      // Both spoke and both presented an award in 2023: four chains of the same length.
      expect(chains).toHaveLength(4);
      expect(chains).toEqual(
        expect.arrayContaining([
          chain("SPEAKER", "SPEAKER"),
          chain("SPEAKER", "PRESENTER"),
          chain("PRESENTER", "SPEAKER"),
          chain("PRESENTER", "PRESENTER"),
        ]),
      );
      const spoke =
        paths[chains.findIndex((each: readonly string[]) => each[5] === "SPEAKER" && each[7] === "SPEAKER")];
      const in2024 = { title: "Hội nghị toàn quốc sơ kết công tác tuyên giáo 6 tháng đầu năm 2024" };
      const in2023 = {
        title:
          "Kiên Giang: Đẩy mạnh công tác bảo vệ nền tảng tư tưởng của Đảng, phản bác các quan điểm sai trái, thù địch",
      };
      expect(spoke.length).toBe(4);
      expect(spoke.steps.map(({ via }: Step) => via.evidence)).toEqual([
        [{ source: in2024, start: 4748, end: 4838 }],
        [{ source: in2024, start: 303, end: 674 }],
        [
          { source: in2023, start: 179, end: 324 },
          { source: in2023, start: 326, end: 471 },
          { source: in2023, start: 6743, end: 6893 },
        ],
        [{ source: in2023, start: 5740, end: 5876 }],
      ]);
    });

    it("all of them, with the events", async () => {
      const { official } = await data(question("3-two-hops"));
      const events2024 = [{ name: nationalConference, date: "2024-07-08" }];
      const events2023 = [{ name: reviewConference, date: null }];
      expect(official.coParticipants.edges).toEqual([
        {
          node: {
            name: "Mai Văn Huỳnh",
            coParticipants: {
              edges: [
                { node: { name: "Lại Xuân Môn" }, events: events2024 },
                { node: { name: "Nguyễn Kim Thái" }, events: events2024 },
                { node: { name: "Nguyễn Thanh Phong" }, events: events2023 },
                { node: { name: "Nguyễn Trọng Nghĩa" }, events: events2024 },
                { node: { name: "Nguyễn Xuân Thủy" }, events: events2024 },
              ],
            },
          },
          events: events2023,
        },
      ]);
    });
  });

  it("4. which events marked the anniversary of 1 August 1930, and which year's?", async () => {
    const { anniversaries } = await data(question("4-anniversary"));
    expect(anniversaries.nodes).toEqual([
      {
        name: "Ngày truyền thống ngành Tuyên giáo của Đảng",
        kind: "TRADITION_DAY",
        originDate: "1930-08-01",
        topicOf: {
          nodes: [
            {
              years: 91,
              celebratedOn: "2021-08-01",
              event: {
                __typename: "Interview",
                name: "Phóng viên Đài PT-TH Kon Tum trao đổi với ông Nguyễn Quang Thủy",
                province: { name: "Kon Tum" },
              },
            },
            {
              years: 92,
              celebratedOn: "2022-08-01",
              event: {
                __typename: "Interview",
                name: "Cổng Thông tin điện tử tỉnh Lai Châu phỏng vấn đồng chí Lê Đức Dục",
                province: { name: "Lai Châu" },
              },
            },
          ],
        },
      },
    ]);
  });

  it("5. which events took place in what is An Giang today?", async () => {
    const contest = (year: string) => ({
      __typename: "Contest",
      name: `Cuộc thi viết về bảo vệ nền tảng tư tưởng của Đảng, đấu tranh phản bác các quan điểm sai trái, thù địch năm ${year}`,
      date: year,
      province: kienGiang,
    });
    expect(await data(question("5-in-an-giang-today"))).toEqual({
      province: {
        name: "An Giang",
        validFrom: "2025-07-01",
        lineage: [{ name: "An Giang", validTo: "2025-06-30" }, { name: "An Giang", validTo: null }, kienGiang],
      },
      events: {
        totalCount: 4,
        nodes: [
          { __typename: "Conference", name: nationalConference, date: "2024-07-08", province: kienGiang },
          contest("2023"),
          contest("2022"),
          { __typename: "Conference", name: reviewConference, date: null, province: kienGiang },
        ],
      },
    });
  });

  it("6. which resolutions did each event review, implement, disseminate or mention, who issued them and when?", async () => {
    const topic = (
      kind: string,
      name: string,
      number: string | null,
      issuedOn: string | null,
      issuer: string | null,
    ) => ({
      kind,
      subject: { name, number, issuedOn, issuer: issuer === null ? null : { name: issuer } },
    });
    const { events } = await data(question("6-resolutions"));
    const found = Object.fromEntries(
      events.nodes.map((event: { name: string; topics: { nodes: unknown } }) => [event.name, event.topics.nodes]),
    );
    expect(events.nodes[0].name).toBe(nationalConference);
    const congress = topic("MENTIONS", "Nghị quyết Đại hội toàn quốc lần thứ XIII của Đảng", null, null, null);
    expect(found).toEqual({
      [nationalConference]: [topic("MENTIONS", "Quy định số 144-QĐ/TW", "144-QĐ/TW", "2024-05-09", "Bộ Chính trị")],
      [reviewConference]: [topic("REVIEWS", "Nghị quyết số 35-NQ/TW", "35-NQ/TW", null, null)],
      "Hội nghị về công tác tuyên giáo 6 tháng đầu năm (tỉnh Bình Phước)": [
        congress,
        topic("MENTIONS", "Nghị quyết số 04 của Tỉnh ủy Bình Phước", "04", "2021-05-18", "Tỉnh ủy Bình Phước"),
      ],
      "Phóng viên Đài PT-TH Kon Tum trao đổi với ông Nguyễn Quang Thủy": [
        congress,
        topic("MENTIONS", "Quy định số 238", "238", null, "Ban Bí thư Trung ương Đảng"),
      ],
      "Cổng Thông tin điện tử tỉnh Lai Châu phỏng vấn đồng chí Lê Đức Dục": [
        topic("MENTIONS", "Kết luận số 01-KL/TW", "01-KL/TW", "2021-05-18", "Bộ Chính trị"),
        topic("MENTIONS", "Kết luận số 21-KL/TW", "21-KL/TW", "2021-10-25", null),
      ],
    });
  });

  describe("7. who held a post on 2023-09-19", () => {
    const tenure = (certainty: string, name: string, position: string, attestedOn: readonly string[]) => ({
      certainty,
      official: { name },
      position: { name: position },
      from: null,
      to: null,
      attestedOn,
    });
    const dated = [
      tenure("CERTAIN", "Nguyễn Thanh Phong", "Trưởng Ban Tuyên giáo Tỉnh ủy Kiên Giang", ["2023-09-19"]),
      // 293 days from the day, and 831.
      tenure("POSSIBLE", "Nguyễn Kim Thái", "Phó Trưởng Ban Tuyên giáo Tỉnh ủy Kon Tum", ["2024-07-08"]),
      tenure("POSSIBLE", "Hà Anh Dũng", "Trưởng Ban Tuyên giáo Tỉnh ủy Bình Phước", ["2021-06-10"]),
    ];

    it("in a provincial propaganda department: certain ones first, then the nearest", async () => {
      const { tenures } = await data(question("7-held-a-post"));
      expect(tenures.nodes).toEqual(dated);
    });

    it("and with the undated ones, if they are asked for", async () => {
      const { tenures } = await data(`{
        tenures(
          on: "2023-09-19", atLeast: UNDATED,
          where: {position: {organization: {name: {matches: "Ban Tuyên giáo Tỉnh ủy"}}}}
        ) { nodes { certainty(on: "2023-09-19") official { name } position { name } from to attestedOn } }
      }`);
      expect(tenures.nodes).toEqual([
        ...dated,
        tenure("UNDATED", "Nguyễn Quang Thủy", "Phó Trưởng Ban Tuyên giáo Tỉnh ủy Kon Tum", []),
        tenure("UNDATED", "Lê Đức Dục", "Trưởng Ban Tuyên giáo Tỉnh ủy Lai Châu", []),
      ]);
    });

    it("of General Secretary: not Trần Phú, of whom nothing says when, unless the undated are asked for", async () => {
      const { generalSecretary } = await data(question("7-held-a-post"));
      expect(generalSecretary.nodes).toEqual([
        {
          name: "Tổng Bí thư Đảng Cộng sản Việt Nam",
          holders: [],
          undatedToo: [{ certainty: "UNDATED", tenure: { official: { name: "Trần Phú" } } }],
        },
      ]);
    });
  });

  // Question 8 is search.test.ts.
  it("9. how many participations by role and province?", async () => {
    const { participationCounts } = await data(question("9-counts"));
    const row = (count: number, role: string, name: string) => ({ count, role, province: { name } });
    expect(participationCounts).toEqual([
      row(5, "PRESENTER", "Kiên Giang"),
      row(4, "CHAIR", "Kiên Giang"),
      row(4, "SPEAKER", "Kiên Giang"),
      row(4, "ATTENDEE", "Bình Phước"),
      row(4, "ATTENDEE", "Kiên Giang"),
      row(4, "RECIPIENT", "Kiên Giang"),
      row(2, "INTERVIEWER", "Lai Châu"),
      row(1, "SPEAKER", "Bình Phước"),
      row(1, "INTERVIEWEE", "Kon Tum"),
      row(1, "INTERVIEWEE", "Lai Châu"),
      row(1, "INTERVIEWER", "Kon Tum"),
    ]);
  });

  describe("10. one page for a frontend", () => {
    const inNameOrder = [
      "Đào Duy Tùng",
      "Hà Anh Dũng",
      "Hồ Chí Minh",
      "Lại Xuân Môn",
      "Lê Đức Dục",
      "Mai Văn Huỳnh",
      "Nguyễn Kim Thái",
      "Nguyễn Quang Thủy",
      "Nguyễn Thanh Phong",
      "Nguyễn Trọng Nghĩa",
      "Nguyễn Xuân Thủy",
      "Trần Phú",
      "Văn Hiển",
    ];

    it("twenty officials with their posts, organizations, provinces, events, roles and evidence", async () => {
      const { officials } = await data(question("10-page"), { first: 20 });
      expect(officials).toMatchObject({ totalCount: 13, pageInfo: { hasNextPage: false } });
      expect(officials.nodes).toEqual(bundledPage(inNameOrder));
    });

    it("page by page", async () => {
      const { officials: first } = await data(question("10-page"), { first: 8 });
      expect(first).toMatchObject({ totalCount: 13, pageInfo: { hasNextPage: true } });
      expect(first.nodes).toEqual(bundledPage(inNameOrder.slice(0, 8)));
      const { officials: next } = await data(question("10-page"), { first: 8, after: first.pageInfo.endCursor });
      expect(next).toMatchObject({ totalCount: 13, pageInfo: { hasNextPage: false } });
      expect(next.nodes).toEqual(bundledPage(inNameOrder.slice(8)));
    });
  });
});
