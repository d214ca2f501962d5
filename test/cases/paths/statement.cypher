// $p0 = "official/nguyen-kim-thai"
// $p1 = "official/nguyen-thanh-phong"
// $p2 = 1
// $p3 = "2020-01-01"
OPTIONAL MATCH (meta:RolegraphMeta {id: 'graph'})
RETURN [meta.revision, meta.stamp] AS c0, null AS c1, null AS c2
UNION ALL
OPTIONAL MATCH (led_a:Redirect {id: $p0})
OPTIONAL MATCH (a:Entity {id: coalesce(led_a.end, $p0)})
OPTIONAL MATCH (led_b:Redirect {id: $p1})
OPTIONAL MATCH (b:Entity {id: coalesce(led_b.end, $p1)})
RETURN a IS NOT NULL AS c0, b IS NOT NULL AS c1, COLLECT {
  WITH *
  WHERE a <> b
  MATCH path = allShortestPaths((a)-[:BY|AT|OF_OFFICIAL|OF_POSITION|OF_EVENT|ABOUT|PREDECESSOR|SUCCESSOR|BASIS*..8]-(b))
  WHERE all(n IN nodes(path) WHERE n:Entity OR (n:Visible AND n.spanMax >= $p3))
  WITH nodes(path) AS chain, length(path) / 2 AS hops
  ORDER BY [i IN range(1, size(chain) - 1, 2) | chain[i].id], [i IN range(0, size(chain) - 1, 2) | chain[i].id]
  LIMIT $p2
  RETURN [hops, COLLECT {
    UNWIND range(1, size(chain) - 2, 2) AS i
    WITH chain[i - 1] AS n0, chain[i] AS n1, chain[i + 1] AS n2
    RETURN [[n0.id], [n2.id], [labels(n1), COLLECT {
      MATCH (n1)-[r3:EVIDENCED_BY]->(s4:Source)
      WITH r3, s4
      ORDER BY s4.id, r3.start, r3.end
      RETURN [r3.end, r3.start]
    }, n1.role]]
  }]
} AS c2
