// $p0 = ["official/mai-van-huynh"]
// $p1 = "CHAIR"
// $p2 = "CHAIR"
// $p3 = 21
// $p4 = 10
MATCH (n0:Entity)
WHERE n0.id IN $p0 AND n0:Official
WITH *, [[COUNT {
  MATCH (n0)<-[:BY]-(:VisibleParticipation)-[:AT]->(e1:Event)
  WITH DISTINCT e1
  MATCH (e1)<-[:AT]-(n3:VisibleParticipation)
  MATCH (n3)-[:BY]->(o2:Official)
  WHERE o2 <> n0 AND n3.role = $p1
  RETURN DISTINCT o2
}, COLLECT {
  MATCH (n0)<-[:BY]-(:VisibleParticipation)-[:AT]->(e4:Event)
  WITH DISTINCT e4
  MATCH (e4)<-[:AT]-(n6:VisibleParticipation)
  MATCH (n6)-[:BY]->(o5:Official)
  WHERE o5 <> n0 AND n6.role = $p2
  WITH o5, collect(DISTINCT e4) AS es7
  WITH o5, es7, size(es7) AS c8
  ORDER BY c8 DESC, o5.orderKey
  LIMIT $p3
  RETURN [c8, COLLECT {
    UNWIND es7 AS e9
    WITH e9
    ORDER BY e9.dateDesc DESC, e9.id DESC
    LIMIT $p4
    RETURN [labels(e9), e9.date, e9.id]
  }, [o5.name]]
}]] AS row
RETURN n0.id, row
