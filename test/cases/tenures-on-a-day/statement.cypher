// $p0 = [" huynh"]
// $p1 = "2023-10-01"
// $p2 = "2023-10-31"
// $p3 = "2023-10-01"
// $p4 = "2023-10-31"
// $p5 = 19631
// $p6 = 19661
// $p7 = "2023-10-01"
// $p8 = "2023-10-31"
// $p9 = 19631
// $p10 = 19661
// $p11 = "2023-10-01"
// $p12 = "2023-10-31"
// $p13 = 19631
// $p14 = 19661
// $p15 = 20
OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'})
RETURN [meta.revision, meta.stamp] AS c0, null AS c1
UNION ALL
MATCH (n0:VisibleTenure)
MATCH (n0)-[:OF_OFFICIAL]->(n1:Official)
WHERE all(token IN $p0 WHERE n1.searchKey CONTAINS token) AND n0.dated AND n0.possibleFrom <= $p2 AND n0.possibleTo >= $p1
WITH n0
ORDER BY CASE CASE WHEN NOT n0.dated THEN 'UNDATED' WHEN n0.certainFrom <= $p3 AND n0.certainTo >= $p4 THEN 'CERTAIN' WHEN n0.dated AND n0.possibleFrom <= $p4 AND n0.possibleTo >= $p3 THEN 'POSSIBLE' END WHEN 'CERTAIN' THEN 0 WHEN 'POSSIBLE' THEN 1 WHEN 'UNDATED' THEN 2 ELSE 3 END, coalesce(reduce(d = null, x IN [i IN range(0, size(n0.knownFrom) - 1) | CASE WHEN n0.knownFrom[i] > $p6 THEN n0.knownFrom[i] - $p6 WHEN n0.knownTo[i] < $p5 THEN $p5 - n0.knownTo[i] ELSE 0 END] | CASE WHEN x >= d THEN d ELSE x END), 10000000000.0), n0.protocolKey
WITH collect(n0) AS all2
RETURN size(all2) AS c0, COLLECT {
  UNWIND all2 AS n3
  WITH n3
  LIMIT $p15
  RETURN [[COLLECT {
    MATCH (n3)-[:OF_POSITION]->(n4:Position)
    RETURN [n4.name]
  }, n3.attestedOn, CASE WHEN NOT n3.dated THEN 'UNDATED' WHEN n3.certainFrom <= $p11 AND n3.certainTo >= $p12 THEN 'CERTAIN' WHEN n3.dated AND n3.possibleFrom <= $p12 AND n3.possibleTo >= $p11 THEN 'POSSIBLE' END]]
} AS c1
