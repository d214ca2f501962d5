import fc from "../support/property.js";

const vowels = [..."aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"];
const consonants = [..."bcdđfghjklmnpqrstvwxz"];
const lower = [...vowels, ...consonants];
const separators = [" ", "  ", "-", ", ", "\u00a0", "/", "…", "'"];

/** Letters of the Vietnamese keyboard in either case, digits, blanks and punctuation. */
export const vietnameseText = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...lower) },
      { weight: 2, arbitrary: fc.constantFrom(...lower.map((letter) => letter.toUpperCase())) },
      { weight: 1, arbitrary: fc.constantFrom(..."0123456789") },
      { weight: 2, arbitrary: fc.constantFrom(...separators) },
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join("").normalize("NFC"));

/** Anything: marks that compose or do not, scripts of the world, half surrogates. */
export const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...lower,
          "ƣ",
          "Ƣ",
          "Đ",
          "ü",
          "Ǘ",
          "ñ",
          "İ",
          "ı",
          "ß",
          "Σ",
          "ς",
          "ð",
          "각",
          "中",
          "٣",
          "²",
          "😀",
        ),
        fc.constantFrom("\u0300", "\u0301", "\u0302", "\u0306", "\u0308", "\u031b", "\u0323", "\u0331", "\u0340"),
        fc.constantFrom(...separators, "\ud800", "\u200b", "\ufeff", "\t", "7", "00"),
        fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join("")),
);

/** Names as they are written, from which small changes make near neighbours. */
export const realNames = [
  "Mai Văn Huỳnh",
  "Nguyễn Xuân Thủy",
  "Phan Xuân Thuỷ",
  "Nguyễn Quang Thủy",
  "Nguyễn Thanh Phong",
  "Nguyễn Kim Thái",
  "Lê Đức Dục",
  "Trần Phú",
  "Đặng Thị Ngọc Thịnh",
  "Võ Văn Thưởng",
  "Nguyễn Trọng Nghĩa",
  "Hoà Bình",
  "Hòa Bình",
  "Thừa Thiên Huế",
  "An Giang",
  "Ân Thi",
  "Bà Rịa - Vũng Tàu",
  "Kiên Giang",
  "Kon Tum",
  "Lai Châu",
  "Đắk Lắk",
  "Đắk Nông",
  "Quảng Ngãi",
  "Quý",
  "35-NQ/TW",
  "4-NQ/TW",
  "202/2025/QH15",
] as const;
