import { flag, form, id, long, plain, several } from "./fields.js";
import { EvidenceInput, MentionInput } from "./passages.js";

/** Kinds and descriptions that several inputs share. */

export const sha256 = form(
  /^[0-9a-f]{64}$/,
  "must be the SHA-256 of the source file's bytes: 64 hexadecimal digits in lower case",
);
export const code = form(/^[0-9]{2}$/, "must be the official code: two digits");
export const mentions = several(() => MentionInput);
export const evidence = several(() => EvidenceInput);
export { flag as distinct, id, long as reason, plain };

export const CODE = "The official code of its time, for example `91`.";
export const TITLE = "Its headline, for example `Hội nghị toàn quốc sơ kết công tác tuyên giáo 6 tháng đầu năm 2024`.";
export const SHA256 =
  "The SHA-256 of the bytes of the text that was read, 64 hexadecimal digits, for example `20cbd175…`: evidence counts its places in exactly this text.";
export const MENTIONS =
  'Where sources name it or support what you say, for example `[{source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 410, end: 562}]`.';
export const EVIDENCE =
  'The passages that say so, each enough alone, for example `[{source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 410, end: 562}]`.';
export const DISTINCT =
  "Say `true` where others bear the name and this is another, for example a second Nguyễn Văn An: without it, they are answered as candidates.";
export const REASON = "Why, for the history: for example that the newspaper corrected the name.";
export const ID = (example: string) =>
  `An id of your choice, for example \`${example}\`; made from the name if left out.`;
