// $p0 = ["official/mai-van-huynh"]
// $p1 = "CHAIR"
// $p2 = "CHAIR"
// $p3 = 21
// $p4 = 10
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
WHERE n0:Official
WITH *, [[COUNT {
  MATCH (n0)<-[:BY]-(:VisibleParticipation)-[:AT]->(e3:Event)
  WITH DISTINCT e3
  MATCH (e3)<-[:AT]-(n5:VisibleParticipation)
  MATCH (n5)-[:BY]->(o4:Official)
  WHERE n5.role = $p1 AND o4 <> n0
  RETURN DISTINCT o4
}, COLLECT {
  MATCH (n0)<-[:BY]-(:VisibleParticipation)-[:AT]->(e6:Event)
  WITH DISTINCT e6
  MATCH (e6)<-[:AT]-(n8:VisibleParticipation)
  MATCH (n8)-[:BY]->(o7:Official)
  WHERE n8.role = $p2 AND o7 <> n0
  WITH o7, collect(DISTINCT e6) AS es9
  WITH o7, es9, size(es9) AS c10
  ORDER BY c10 DESC, o7.orderKey
  LIMIT $p3
  RETURN [c10, COLLECT {
    UNWIND es9 AS e11
    WITH e11
    ORDER BY e11.dateDesc DESC, e11.id DESC
    LIMIT $p4
    RETURN [e11.date, e11.id]
  }, [o7.name]]
}]] AS row
RETURN n0.id AS c0, led1 AS c1, row AS c2
