// $p0 = "PROVINCE"
// $p1 = "SPEAKER"
// $p2 = ["INTERVIEWEE","INTERVIEWER"]
// $p3 = "2020-01-01"
// $p4 = [" dung"]
// $p5 = 20
// $p6 = 20
OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'})
RETURN [meta.revision, meta.stamp] AS c0, null AS c1
UNION ALL
MATCH (n0:Official)
WHERE EXISTS {
  MATCH (n0)<-[:OF_OFFICIAL]-(n1:VisibleTenure)
  WHERE EXISTS {
    MATCH (n1)-[:OF_POSITION]->(n2:Position)
    WHERE EXISTS {
      MATCH (n2)-[:IN]->(n3:Organization)
      WHERE n3.level = $p0
    }
  }
} AND (NOT EXISTS {
  MATCH (n0)<-[:BY]-(n4:VisibleParticipation)
  WHERE n4.role = $p1
} OR (EXISTS {
  MATCH (n0)<-[:BY]-(n5:VisibleParticipation)
} AND NOT EXISTS {
  MATCH (n0)<-[:BY]-(n6:VisibleParticipation)
  WHERE NOT coalesce(n6.role IN $p2, false)
}) OR (NOT coalesce(EXISTS {
  MATCH (n0)<-[:BY]-(n7:VisibleParticipation)
  WHERE EXISTS {
    MATCH (n7)-[:AT]->(n8:Event)
    WHERE (n8.dateMax >= $p3)
  }
}, false) AND all(token IN $p4 WHERE n0.searchKey CONTAINS token)))
WITH n0
ORDER BY n0.orderKey
WITH collect(n0) AS all9
RETURN size(all9) AS c0, COLLECT {
  UNWIND all9 AS n10
  WITH n10
  LIMIT $p6
  RETURN [[[COLLECT {
    MATCH (n11:VisibleParticipation)
    WHERE n11.byId = n10.id AND n11.dateDesc IS NOT NULL
    WITH n11
    ORDER BY n11.byId DESC, n11.dateDesc DESC, n11.protocolKey
    LIMIT $p5
    RETURN [[n11.role]]
  }], n10.name]]
} AS c1
