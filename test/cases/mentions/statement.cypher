// $p0 = ["event/dai-hoi-dang-toan-quoc-lan-thu-xiii"]
// $p1 = 3
OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'})
RETURN [meta.revision, meta.stamp] AS c0, null AS c1, null AS c2
UNION ALL
WITH COLLECT {
  MATCH (r:Redirect)
  WHERE r.id IN $p0
  RETURN [r.id, r.end]
} AS led1
UNWIND $p0 + [each IN led1 | each[1]] AS id2
MATCH (n0:Entity {id: id2})
WHERE n0:Event
RETURN n0.id AS c0, led1 AS c1, [[COUNT {
  (n0)-[:MENTIONED_IN]->(:Source)
}, COLLECT {
  MATCH (n0)-[r3:MENTIONED_IN]->(s4:Source)
  WITH r3, s4
  ORDER BY s4.id, r3.start, r3.end
  LIMIT $p1
  RETURN [r3.asWritten, r3.end, r3.inferred, [s4.title], r3.start, coalesce(r3.supports, [])]
}], n0.name] AS c2
