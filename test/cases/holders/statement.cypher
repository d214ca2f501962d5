// $p0 = [" ban"," tuyen"," giao"," tinh"," uy"]
// $p1 = "2024-07-08"
// $p2 = "2024-07-08"
// $p3 = 19912
// $p4 = 19912
// $p5 = "2023-01-01"
// $p6 = "2023-12-31"
// $p7 = 19358
// $p8 = 19722
// $p9 = "2030-01-01"
// $p10 = "2030-12-31"
// $p11 = 21915
// $p12 = 22279
// $p13 = 20
MATCH (n0:Position)
MATCH (n0)-[:IN]->(n1:Organization)
WHERE all(token IN $p0 WHERE n1.searchKey CONTAINS token) AND n0.orderKey IS NOT NULL
WITH n0
ORDER BY n0.orderKey
LIMIT $p13
RETURN [[COLLECT {
  MATCH (n0)<-[:OF_POSITION]-(t2:VisibleTenure)
  WHERE (NOT t2.dated OR t2.possibleFrom <= $p2 AND t2.possibleTo >= $p1)
  WITH t2, CASE WHEN NOT t2.dated THEN 'UNDATED' WHEN t2.certainFrom <= $p1 AND t2.certainTo >= $p2 THEN 'CERTAIN' WHEN t2.dated AND t2.possibleFrom <= $p2 AND t2.possibleTo >= $p1 THEN 'POSSIBLE' END AS c3
  ORDER BY CASE c3 WHEN 'CERTAIN' THEN 0 WHEN 'POSSIBLE' THEN 1 WHEN 'UNDATED' THEN 2 ELSE 3 END, coalesce(reduce(d = null, x IN [i IN range(0, size(t2.knownFrom) - 1) | CASE WHEN t2.knownFrom[i] > $p4 THEN t2.knownFrom[i] - $p4 WHEN t2.knownTo[i] < $p3 THEN $p3 - t2.knownTo[i] ELSE 0 END] | CASE WHEN x >= d THEN d ELSE x END), 1e9), t2.protocolKey
  RETURN [c3, [COLLECT {
    MATCH (t2)-[:OF_OFFICIAL]->(n4:Official)
    RETURN [n4.name]
  }, t2.attestedOn, CASE WHEN NOT t2.dated THEN 'UNDATED' WHEN t2.certainFrom <= $p5 AND t2.certainTo >= $p6 THEN 'CERTAIN' WHEN t2.dated AND t2.possibleFrom <= $p6 AND t2.possibleTo >= $p5 THEN 'POSSIBLE' END, CASE WHEN NOT t2.dated THEN 'UNDATED' WHEN t2.certainFrom <= $p9 AND t2.certainTo >= $p10 THEN 'CERTAIN' WHEN t2.dated AND t2.possibleFrom <= $p10 AND t2.possibleTo >= $p9 THEN 'POSSIBLE' END]]
}, n0.name]]
