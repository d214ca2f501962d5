const colours = {
  "rolegraph-neo4j": "#1d6fa5",
  "rolegraph-embedded": "#1f8a5b",
  "bare-driver": "#8a8a8a",
  "neo4j-graphql": "#c26a1b",
};

const [width, left, right, line, gap] = [900, 170, 90, 24, 46];

/** Rates of each workload beside each other, each workload on its own scale: ratios are what can be compared. */
export function chartOf({ results }) {
  const parts = [];
  let y = 30;
  for (const { title, peers } of results) {
    parts.push(text(10, y, title, "font-weight='bold'"));
    y += 12;
    const most = Math.max(...peers.map(({ perSecond }) => perSecond));
    for (const { peer, perSecond, results: rounds } of peers) {
      const scale = (value) => (value / most) * (width - left - right);
      const rates = rounds.map((each) => each.perSecond);
      const [low, high] = [Math.min(...rates), Math.min(most, Math.max(...rates))].map(scale);
      const middle = y + line / 2;
      parts.push(
        text(10, middle + 4, peer),
        `<rect x="${left}" y="${y + 3}" width="${scale(perSecond).toFixed(1)}" height="${line - 8}" fill="${colours[peer] ?? "#555"}"/>`,
        `<line x1="${(left + low).toFixed(1)}" x2="${(left + high).toFixed(1)}" y1="${middle - 1}" y2="${middle - 1}" stroke="#000"/>`,
        text(width - right + 8, middle + 4, `${perSecond.toFixed(0)} req/s`),
      );
      y += line;
    }
    y += gap;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>${parts.join("")}</svg>\n`;
}

const escaped = (value) => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const text = (x, y, value, more = "") => `<text x="${x}" y="${y}" ${more}>${escaped(value)}</text>`;
