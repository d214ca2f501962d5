// $p0 = "dung!3 ha-anh-dung!103"
// $p1 = "official/ha-anh-dung"
// $p2 = 4
RETURN COUNT {
  MATCH (n0:Official)
}, COLLECT {
  MATCH (n1:Official)
  WHERE n1.givenSortKey >= $p0 AND (n1.givenSortKey > $p0 OR n1.id > $p1)
  WITH n1
  ORDER BY n1.givenSortKey, n1.id
  LIMIT $p2
  RETURN [[n1.givenSortKey, n1.id], [[n1.name]]]
}
