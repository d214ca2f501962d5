import { Int, ObjectType } from "type-graphql";
import { Change, HISTORY, HistoryArgs, VERSION } from "./change.js";
import { connectionOf } from "./connections.js";
import { NonNull, Nullable } from "./fields.js";
import { Later, Takes } from "./mapping.js";
import { Node } from "./node.js";
import { PartialDate } from "./scalars.js";

@ObjectType({
  implements: [Node],
  description:
    "A text that says something: a press report, a portal's page, a law. For example the report of 2023-09-19 on a conference in Kiên Giang.",
})
export class Source extends Node {
  @NonNull(
    () => String,
    "Its headline, for example `Hội nghị toàn quốc sơ kết công tác tuyên giáo 6 tháng đầu năm 2024`.",
  )
  readonly title!: string;
  @Nullable(
    () => String,
    "The newspaper, broadcaster or portal that published it, for example `laichau.gov.vn`; null where it does not say.",
  )
  readonly outlet!: string | null;
  @NonNull(() => [String], 'Who signed it, as written there, for example `["Nguyễn Hoa"]`.')
  readonly authors!: readonly string[];
  @Nullable(() => String, "Where it was found, for example `https://tuyengiaokontum.org.vn`.")
  readonly url!: string | null;
  @Nullable(() => PartialDate, "When it was published, for example `2023-09-19`; null where it does not say.")
  readonly publishedOn!: PartialDate | null;
  @Nullable(() => PartialDate, "When the stored text was taken, for example `2024-06-13`. Not a date of what it tells.")
  readonly capturedOn!: PartialDate | null;
  @NonNull(
    () => String,
    "The SHA-256 of the text that was read, 64 hexadecimal digits: for example `20cbd175…`. Evidence counts its places in exactly this text.",
  )
  readonly sha256!: string;
  @NonNull(() => Int, `${VERSION} A revision names the version that it is based on.`)
  readonly version!: number;
  @NonNull(() => [Change], HISTORY)
  @Later("history")
  @Takes(() => HistoryArgs)
  readonly history!: readonly Change[];
}

export const SourceConnection = connectionOf<Source>("Source", () => Source, { one: "source", many: "sources" });
