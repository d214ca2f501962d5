// $p0 = 20
// $p1 = [" ban"," tuyen"," giao"," tinh"," uy"]
// $p2 = "2024-07-08"
// $p3 = "2024-07-08"
// $p4 = 19912
// $p5 = 19912
// $p6 = "2023-01-01"
// $p7 = "2023-12-31"
// $p8 = 19358
// $p9 = 19722
// $p10 = "2030-01-01"
// $p11 = "2030-12-31"
// $p12 = 21915
// $p13 = 22279
OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'})
RETURN [meta.revision, meta.stamp] AS c0
UNION ALL
MATCH (n0:Position)
MATCH (n0)-[:IN]->(n1:Organization)
WHERE n0.orderKey IS NOT NULL AND all(token IN $p1 WHERE n1.searchKey CONTAINS token)
WITH n0
ORDER BY n0.orderKey
LIMIT $p0
RETURN [[COLLECT {
  MATCH (n0)<-[:OF_POSITION]-(t2:VisibleTenure)
  WHERE (NOT t2.dated OR t2.possibleFrom <= $p3 AND t2.possibleTo >= $p2)
  WITH t2, CASE WHEN NOT t2.dated THEN 'UNDATED' WHEN t2.certainFrom <= $p2 AND t2.certainTo >= $p3 THEN 'CERTAIN' WHEN t2.dated AND t2.possibleFrom <= $p3 AND t2.possibleTo >= $p2 THEN 'POSSIBLE' END AS c3
  ORDER BY CASE c3 WHEN 'CERTAIN' THEN 0 WHEN 'POSSIBLE' THEN 1 WHEN 'UNDATED' THEN 2 ELSE 3 END, coalesce(reduce(d = null, x IN [i IN range(0, size(t2.knownFrom) - 1) | CASE WHEN t2.knownFrom[i] > $p5 THEN t2.knownFrom[i] - $p5 WHEN t2.knownTo[i] < $p4 THEN $p4 - t2.knownTo[i] ELSE 0 END] | CASE WHEN x >= d THEN d ELSE x END), 1e9), t2.protocolKey
  RETURN [c3, [COLLECT {
    MATCH (t2)-[:OF_OFFICIAL]->(n4:Official)
    RETURN [n4.name]
  }, t2.attestedOn, CASE WHEN NOT t2.dated THEN 'UNDATED' WHEN t2.certainFrom <= $p6 AND t2.certainTo >= $p7 THEN 'CERTAIN' WHEN t2.dated AND t2.possibleFrom <= $p7 AND t2.possibleTo >= $p6 THEN 'POSSIBLE' END, CASE WHEN NOT t2.dated THEN 'UNDATED' WHEN t2.certainFrom <= $p10 AND t2.certainTo >= $p11 THEN 'CERTAIN' WHEN t2.dated AND t2.possibleFrom <= $p11 AND t2.possibleTo >= $p10 THEN 'POSSIBLE' END]]
}, n0.name]] AS c0
