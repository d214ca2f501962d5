/**
 * Each vowel of the alphabet with its six tones in the order of the dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
 * The first letter of a row is the vowel itself.
 */
const lowerVowels = [
  "aàảãáạ",
  "ăằẳẵắặ",
  "âầẩẫấậ",
  "eèẻẽéẹ",
  "êềểễếệ",
  "iìỉĩíị",
  "oòỏõóọ",
  "ôồổỗốộ",
  "ơờởỡớợ",
  "uùủũúụ",
  "ưừửữứự",
  "yỳỷỹýỵ",
] as const;

/** A vowel of either case, taken apart. */
export interface Vowel {
  /** The row of its six tones, in its case. */
  readonly row: string;
  /** Without its tone, lower case: one of a ă â e ê i o ô ơ u ư y. */
  readonly letter: string;
  /** 0 ngang, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng. */
  readonly tone: number;
  /** Whether it is one of ă â ê ô ơ ư, which draw the tone of a syllable. */
  readonly marked: boolean;
}

/** By UTF-16 code unit, dense for speed: every Vietnamese vowel is one composed unit. */
export const vowels: readonly (Vowel | undefined)[] = vowelTable();

function vowelTable(): readonly (Vowel | undefined)[] {
  const table = new Array<Vowel | undefined>(0x1f00).fill(undefined);
  for (const lower of lowerVowels) {
    const letter = lower.charAt(0);
    for (const row of [lower, lower.toUpperCase()]) {
      for (const [tone, char] of Array.from(row).entries()) {
        table[char.charCodeAt(0)] = { row, letter, tone, marked: letter > "z" };
      }
    }
  }
  return table;
}
