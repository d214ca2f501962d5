// $p0 = ["event/dai-hoi-dang-toan-quoc-lan-thu-xiii"]
// $p1 = 3
MATCH (n0:Entity)
WHERE n0.id IN $p0 AND n0:Event
RETURN n0.id, [labels(n0), [COUNT {
  (n0)-[:MENTIONED_IN]->(:Source)
}, COLLECT {
  MATCH (n0)-[r1:MENTIONED_IN]->(s2:Source)
  WITH r1, s2
  ORDER BY s2.id, r1.start, r1.end
  LIMIT $p1
  RETURN [r1.asWritten, r1.end, r1.inferred, [s2.title], r1.start, coalesce(r1.supports, [])]
}], n0.name]
