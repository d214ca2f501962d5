// $p0 = ["official/tran-phu","event/cuoc-thi-viet-kien-giang-2022","official/nobody","resolution/144-qd-tw-2024","source/kontumtv-vn-2021-nguyen-quang-thuy","province/an-giang-2025"]
OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'})
RETURN [meta.revision, meta.stamp] AS c0, null AS c1, null AS c2
UNION ALL
WITH COLLECT {
  MATCH (r:Redirect)
  WHERE r.id IN $p0
  RETURN [r.id, r.end]
} AS led1
UNWIND $p0 + [each IN led1 | each[1]] AS id2
CALL (*) {
  MATCH (n0:Entity {id: id2})
  RETURN n0
  UNION ALL
  MATCH (n0:Claim {id: id2})
  RETURN n0
  UNION ALL
  MATCH (n0:Source {id: id2})
  RETURN n0
}
RETURN n0.id AS c0, led1 AS c1, [labels(n0), COLLECT {
  MATCH (n0)-[:ISSUED_BY]->(n3:Organization)
  RETURN [n3.id, n3.name]
}, COLLECT {
  MATCH (n0)-[r5:ORGANIZED_BY]->(n4:Organization)
  WITH DISTINCT n4, r5.ordinal AS k6
  ORDER BY k6
  RETURN [n4.name]
}, COLLECT {
  MATCH (n0)<-[r8:SUCCESSOR]-(:VisibleSuccession)-[:PREDECESSOR]->(n7:Province)
  WITH DISTINCT n7, n7.orderKey AS k9
  ORDER BY k9
  RETURN [n7.code, n7.name]
}, n0.aliases, n0.authors, n0.birth, n0.code, n0.date, n0.death, n0.id, n0.issuedOn, COLLECT {
  MATCH (n10:Province)
  WHERE n10.lineageId = n0.lineageId
  WITH n10
  ORDER BY n10.orderKey
  RETURN [n10.id]
}, n0.name, n0.nameStated, n0.notAfter, n0.number, n0.title] AS c2
