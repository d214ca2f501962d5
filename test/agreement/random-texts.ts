/** Names that collide under the folds, and texts that punctuation, quotes and rare letters make awkward. */

export const personNames = [
  "Nguyễn Xuân Thủy",
  "Nguyễn Xuân Thúy",
  "Nguyễn Xuân Thuý",
  "nguyễn xuân thủy",
  "Phan Xuân Thủy",
  "Đặng Văn An",
  "Dang Van An",
  "Đặng Văn Ân",
  "Mai Văn Huỳnh",
  "MAI VĂN HUỲNH",
  "Mai Huỳnh",
  "Hòa",
  "Hoà",
  "Tô An",
  'O\'Neil "Ba" \\ Thế',
  "Thủy Xuân Nguyễn",
  "Lê Đức Dục",
  "Lê-Đức  Dục",
] as const;

export const aliases = ["Bác An", "Thuỷ", "thuy", "Huynh M.", "–", "35", "Ủy ban", "Uỷ ban", "An`s"] as const;

export const organizationNames = [
  "Ban Tuyên giáo Tỉnh ủy",
  "Ban Tuyên giáo Tỉnh uỷ",
  "Tỉnh ủy Kiên Giang",
  "UBND tỉnh Kiên Giang",
  "Đài PT-TH",
  "Báo Kiên Giang",
  "Bộ Chính trị",
  "Quốc hội",
] as const;

export const titles = [
  "Trưởng Ban",
  "Phó Trưởng Ban",
  "Chủ tịch",
  "Bí thư",
  "trưởng ban",
  "Ủy viên (thường trực)",
] as const;

export const provinceNames = ["Kiên Giang", "An Giang", "Hà Giang", "Ha Giang", "Hà Nội", "Huế", "Kon Tum"] as const;

export const eventNames = [
  "Hội nghị tuyên giáo toàn quốc",
  "Hội nghị sơ kết",
  "Hội nghị sơ kết (lần 2)",
  "Hội nghị sơ kết (lần 10)",
  "Lễ trao giải",
  "Le trao giai",
  "Cuộc thi viết",
  "Phỏng vấn: Lê Đức Dục",
] as const;

export const numbers = ["35-NQ/TW", "144-QĐ/TW", "9-KL/TW", "35-NQ/TƯ", "202/2025/QH15"] as const;
export const places = ["thành phố Phú Quốc", "Phú Quốc (Kiên Giang)", "Hội trường A", "trực tuyến"] as const;
export const notes = ["doubt about the name", "nghi ngờ", "see note 2"] as const;
export const subjects = ["công tác tuyên giáo", "Chuyển đổi số", "chuyen doi so"] as const;
export const outlets = ["laichau.gov.vn", "Báo Kiên Giang", "BÁO KIÊN GIANG"] as const;
export const authors = ["Nguyễn Hoa", "Văn Hiển", "T.H"] as const;
export const awards = ["Bằng khen", "Giải Nhất", "giải nhất"] as const;
export const written = ["phát biểu chỉ đạo", "chủ trì", "Trao Bằng khen"] as const;
export const described = ["đại biểu 63 tỉnh", "lãnh đạo các cơ quan báo chí", "10 tập thể"] as const;
export const recorders = ["Rolegraph editors", "an importer"] as const;
export const instants = ["2026-11-23T00:00:00.000Z", "2026-11-22T23:59:59.999Z", "2025-01-01T12:00:00.000Z"] as const;

/** To the year, month and day; some contain others. */
export const dates = [
  "1890-05-19",
  "1904",
  "1930-08-01",
  "2015",
  "2019-12",
  "2020-02-29",
  "2021-01-25",
  "2021-02",
  "2023",
  "2023-09",
  "2023-09-19",
  "2024",
  "2024-07",
  "2024-07-08",
  "2025-06-30",
  "2025-07-01",
] as const;
