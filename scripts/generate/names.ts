import type { Random } from "./random.js";

type Weighted = readonly (readonly [name: string, weight: number])[];

const list = (text: string): readonly string[] => text.split(", ");

/** Shares of the population, in per mille, as studies of Vietnamese surnames give them. */
const surnames: Weighted = Object.entries({
  Nguyễn: 315,
  Trần: 109,
  Lê: 89,
  Phạm: 59,
  Hoàng: 35,
  Phan: 28,
  Huỳnh: 26,
  Võ: 25,
  Vũ: 24,
  Trương: 22,
  Đặng: 21,
  Bùi: 20,
  Đỗ: 19,
  Ngô: 15,
  Hồ: 15,
  Dương: 14,
  Đinh: 10,
  Đoàn: 9,
  Lương: 8,
  Đào: 8,
  Hà: 7,
  Trịnh: 7,
  Mai: 6,
  Cao: 6,
  Lý: 5,
  Lâm: 5,
  Phùng: 4,
  Tô: 3,
  Tạ: 3,
  Thái: 3,
  Lò: 3,
  Giàng: 2,
  Nông: 2,
  Châu: 2,
  Vàng: 1,
  Ma: 1,
  Tăng: 1,
  Quách: 1,
  La: 1,
});

const men = {
  middle: [
    ["Văn", 38] as const,
    ...list(
      "Đức, Xuân, Minh, Hữu, Quốc, Thanh, Ngọc, Công, Đình, Quang, Trọng, Anh, Bá, Duy, Thế, Tiến, Viết, Hoàng, Mạnh, Kim",
    ).map((name) => [name, 3] as const),
  ],
  given: list(
    "Hùng, Dũng, Tuấn, Cường, Minh, Thắng, Sơn, Hải, Long, Nam, Hòa, Bình, An, Đức, Thành, Trung, Tùng, Phong, Quang, Khánh, Phúc, Lâm, Huy, Vinh, Thủy, Thanh, Tân, Tâm, Trí, Nghĩa, Lợi, Lộc, Phước, Tài, Thịnh, Toàn, Tiến, Việt, Hiếu, Huỳnh, Thuấn, Duy, Kiên, Khoa, Linh, Đạt, Điền, Định, Giang, Hoàng, Hưng, Luân, Lực, Mạnh, Ngọc, Nhân, Phương, Quân, Quý, Quyết, Tấn, Thái, Thế, Thuận, Tín, Tú, Vũ, Xuân, Xô, Ước",
  ),
};

const women = {
  middle: [
    ["Thị", 60] as const,
    ...list("Thanh, Ngọc, Kim, Thu, Minh, Hồng, Mỹ, Bích, Phương, Hoài").map((name) => [name, 4] as const),
  ],
  given: list(
    "Hương, Lan, Hoa, Hà, Hằng, Thủy, Thu, Mai, Nga, Nhung, Yến, Oanh, Loan, Phượng, Hạnh, Hiền, Hồng, Huệ, Liên, Ngọc, Trang, Thảo, Trâm, Tuyết, Vân, Xuân, Thúy, Anh, Châu, Dung, Giang, Linh, Ly, My, Quyên, Tâm, Thanh, Thơm, Thoa, Tình, Lệ, Lý, Nguyệt, Phương, Diệp, Diễm, Hòa",
  ),
};

const second = list("Thanh, Ngọc, Kim, Thu, Minh, Hồng, Quang, Xuân, Anh, Hoài, Bảo, Khánh, Tuấn, Trung, Như, Phương");

/** A name of a person who does not exist: surname, one or two middle names, given name. */
export function personName(random: Random): string {
  const { middle, given } = random.chance(0.24) ? women : men;
  const words = [random.weighted(surnames), random.weighted(middle)];
  if (random.chance(0.25)) words.push(random.pick(second));
  words.push(random.pick(given));
  // "Trần Xuân Xuân" is nobody's name.
  return words.filter((word, at) => word !== words[at - 1]).join(" ");
}

const firsts = list(
  "An, Bình, Châu, Đông, Hòa, Hưng, Long, Mỹ, Phú, Phước, Quảng, Sơn, Tân, Tây, Thạnh, Thanh, Thới, Trung, Vĩnh, Xuân",
);
const seconds = list(
  "An, Bình, Châu, Đức, Giang, Hải, Hòa, Hội, Hưng, Khánh, Lạc, Lộc, Long, Lợi, Minh, Mỹ, Ninh, Phong, Phú, Phước, Quang, Sơn, Tân, Thành, Thạnh, Thịnh, Thọ, Thuận, Tiến, Trị, Trung, Xuân, Yên",
);

/** A name as districts and communes bear it; the same one for the same number, another for the next. */
export function placeName(number: number): string {
  const [first, other] = [firsts[number % firsts.length], seconds[Math.floor(number * 7) % seconds.length]];
  return first === other ? `${first} Đông` : `${first} ${other}`;
}
