// $p0 = "CHAIR"
// $p1 = "province/an-giang-2025"
// $p2 = ["Chủ tịch","Chủ tịch"]
// $p3 = "ASSEMBLY"
// $p4 = ["Chủ tịch","Chủ tịch"]
// $p5 = "ASSEMBLY"
// $p6 = 20
OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'})
RETURN [meta.revision, meta.stamp] AS c0, null AS c1
UNION ALL
MATCH (x3:Entity&Province {id: $p1})
MATCH (n0:VisibleParticipation)
MATCH (n0)-[:AT]->(n1:Event)
MATCH (n1)-[:HELD_IN]->(n2:Province)
WHERE n0.role = $p0 AND n1:Conference AND n2.lineageId = x3.lineageId AND (EXISTS {
  MATCH (n0)-[:IN_CAPACITY_OF]->(t4:VisibleTenure)
  WHERE EXISTS {
    MATCH (t4)-[:OF_POSITION]->(n5:Position)
    WHERE (n5.title IN $p2 AND EXISTS {
      MATCH (n5)-[:IN]->(n6:Organization)
      WHERE n6.kind = $p3
    })
  }
} OR EXISTS {
  MATCH (n0)-[:BY]->(:Official)<-[:OF_OFFICIAL]-(t7:VisibleTenure)
  WHERE t7.certainFrom <= n0.spanMin AND t7.certainTo >= n0.spanMax AND EXISTS {
    MATCH (t7)-[:OF_POSITION]->(n8:Position)
    WHERE (n8.title IN $p4 AND EXISTS {
      MATCH (n8)-[:IN]->(n9:Organization)
      WHERE n9.kind = $p5
    })
  }
})
WITH n0
ORDER BY n0.dateDesc DESC, n0.protocolKey
WITH collect(n0) AS all10
RETURN size(all10) AS c0, COLLECT {
  UNWIND all10 AS n11
  WITH n11
  LIMIT $p6
  RETURN [[COLLECT {
    MATCH (n11)-[:AT]->(n12:Event)
    RETURN [COLLECT {
      MATCH (n12)-[:HELD_IN]->(n13:Province)
      RETURN [n13.name]
    }, n12.date, n12.name]
  }, COLLECT {
    MATCH (n11)-[:BY]->(n14:Official)
    RETURN [n14.name]
  }, COLLECT {
    MATCH (n11)-[:BY]->(:Official)<-[:OF_OFFICIAL]-(t15:VisibleTenure)
    WITH t15, EXISTS {
      (n11)-[:IN_CAPACITY_OF]->(t15)
    } AS s16
    WHERE s16 OR t15.certainFrom <= n11.spanMin AND t15.certainTo >= n11.spanMax
    WITH t15, CASE WHEN s16 THEN 'CERTAIN' ELSE CASE WHEN NOT t15.dated THEN 'UNDATED' WHEN t15.certainFrom <= n11.spanMin AND t15.certainTo >= n11.spanMax THEN 'CERTAIN' WHEN t15.dated AND t15.possibleFrom <= n11.spanMax AND t15.possibleTo >= n11.spanMin THEN 'POSSIBLE' END END AS c17, duration.inDays(date('1970-01-01'), date(n11.spanMin)).days AS d18, duration.inDays(date('1970-01-01'), date(n11.spanMax)).days AS d19
    ORDER BY CASE c17 WHEN 'CERTAIN' THEN 0 WHEN 'POSSIBLE' THEN 1 WHEN 'UNDATED' THEN 2 ELSE 3 END, coalesce(reduce(d = null, x IN [i IN range(0, size(t15.knownFrom) - 1) | CASE WHEN t15.knownFrom[i] > d19 THEN t15.knownFrom[i] - d19 WHEN t15.knownTo[i] < d18 THEN d18 - t15.knownTo[i] ELSE 0 END] | CASE WHEN x >= d THEN d ELSE x END), 1e9), t15.protocolKey
    RETURN [c17, [COLLECT {
      MATCH (t15)-[:OF_POSITION]->(n20:Position)
      RETURN [n20.name]
    }]]
  }]]
} AS c1
