// $p0 = 4
// $p1 = "kiên giang"
// $p2 = "kien giang"
// $p3 = [" kiên"," giang"]
// $p4 = "+exactKey:kiên* +exactKey:giang*"
// $p5 = "+searchKey:kien* +searchKey:giang*"
OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'})
RETURN [meta.revision, meta.stamp] AS c0, null AS c1, null AS c2, null AS c3
UNION ALL
CALL () {
  MATCH (m:Entity)
  WHERE m.nameFold = $p2 AND m.orderKey IS NOT NULL AND (m:Organization|Province)
  WITH m, CASE WHEN m.nameLow = $p1 THEN 0 ELSE 1 END AS tier
  ORDER BY tier, m.orderKey
  LIMIT $p0
  RETURN collect([tier, m]) AS a
}
CALL (a) {
  WITH *
  WHERE size(a) < $p0
  CALL db.index.fulltext.queryNodes('entity_search', $p4) YIELD node AS m
  WHERE m.nameFold <> $p2 AND (m:Organization|Province)
  WITH m
  ORDER BY m.orderKey
  LIMIT $p0
  RETURN collect([2, m]) AS found
}
WITH a + found AS b
CALL (b) {
  WITH *
  WHERE size(b) < $p0
  CALL db.index.fulltext.queryNodes('entity_search', $p5) YIELD node AS m
  WHERE m.nameFold <> $p2 AND NOT all(token IN $p3 WHERE m.exactKey CONTAINS token) AND (m:Organization|Province)
  WITH m
  ORDER BY m.orderKey
  LIMIT $p0
  RETURN collect([3, m]) AS found
}
WITH b + found AS hits
UNWIND hits[0..$p0] AS hit
WITH hit[0] AS tier, hit[1] AS n
RETURN tier AS c0, n.name AS c1, n.aliases AS c2, [[labels(n), n.level, n.name, n.validTo]] AS c3
