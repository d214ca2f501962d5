// $p0 = "OFFICIAL"
// $p1 = 3
// $p2 = 2
// $p3 = 4
OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'})
RETURN [meta.revision, meta.stamp] AS c0, null AS c1
UNION ALL
MATCH (n0:Official)
WHERE n0.kind = $p0
WITH n0
ORDER BY n0.orderKey
WITH collect(n0) AS all1
RETURN size(all1) AS c0, COLLECT {
  UNWIND all1 AS n2
  WITH n2
  LIMIT $p3
  RETURN [[[COLLECT {
    MATCH (n3:VisibleParticipation)
    WHERE n3.byId = n2.id AND n3.dateDesc IS NOT NULL
    WITH n3
    ORDER BY n3.byId DESC, n3.dateDesc DESC, n3.protocolKey
    LIMIT $p1
    RETURN [[COLLECT {
      MATCH (n3)-[:AT]->(n4:Event)
      RETURN [labels(n4), n4.date, n4.name]
    }, COLLECT {
      MATCH (n3)-[r5:EVIDENCED_BY]->(s6:Source)
      WITH r5, s6
      ORDER BY s6.id, r5.start, r5.end
      RETURN [r5.asWritten, r5.end, r5.inferred, [s6.title], r5.start]
    }, n3.role]]
  }], [COUNT {
    MATCH (n2)<-[:OF_OFFICIAL]-(n7:VisibleTenure)
  }, COLLECT {
    MATCH (n8:VisibleTenure)
    WHERE n8.officialId = n2.id AND n8.fromAsc IS NOT NULL
    WITH n8
    ORDER BY n8.officialId, n8.fromAsc, n8.protocolKey
    LIMIT $p2
    RETURN [[COLLECT {
      MATCH (n8)-[:OF_POSITION]->(n9:Position)
      RETURN [COLLECT {
        MATCH (n9)-[:IN]->(n10:Organization)
        RETURN [COLLECT {
          MATCH (n10)-[:IN_PROVINCE]->(n11:Province)
          RETURN [n11.name]
        }, n10.name]
      }, n9.title]
    }, n8.attestedOn]]
  }], n2.id, n2.name]]
} AS c1
