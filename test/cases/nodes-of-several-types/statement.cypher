// $p0 = ["official/tran-phu","event/cuoc-thi-viet-kien-giang-2022","official/nobody","resolution/144-qd-tw-2024","source/kontumtv-vn-2021-nguyen-quang-thuy","province/an-giang-2025"]
CALL (*) {
  MATCH (n0:Entity)
  WHERE n0.id IN $p0
  RETURN n0
  UNION ALL
  MATCH (n0:Claim)
  WHERE n0.id IN $p0
  RETURN n0
  UNION ALL
  MATCH (n0:Source)
  WHERE n0.id IN $p0
  RETURN n0
}
RETURN n0.id, [labels(n0), COLLECT {
  MATCH (n0)-[:ISSUED_BY]->(n1:Organization)
  RETURN [n1.id, n1.name]
}, COLLECT {
  MATCH (n0)-[r3:ORGANIZED_BY]->(n2:Organization)
  WITH DISTINCT n2, r3.ordinal AS k4
  ORDER BY k4
  RETURN [n2.name]
}, COLLECT {
  MATCH (n0)<-[r6:SUCCESSOR]-(:VisibleSuccession)-[:PREDECESSOR]->(n5:Province)
  WITH DISTINCT n5, n5.orderKey AS k7
  ORDER BY k7
  RETURN [n5.code, n5.name]
}, n0.aliases, n0.authors, n0.birth, n0.code, n0.date, n0.death, n0.id, n0.issuedOn, COLLECT {
  MATCH (n8:Province)
  WHERE n8.lineageId = n0.lineageId
  WITH n8
  ORDER BY n8.orderKey
  RETURN [n8.id]
}, n0.name, n0.nameStated, n0.notAfter, n0.number, n0.title]
