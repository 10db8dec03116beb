-- Number of people by generation, from random ids: a level at a time, which is quicker here than climbing from every person.
WITH RECURSIVE down AS (
  SELECT child AS node, 1 AS generation FROM edges WHERE parent NOT IN (SELECT child FROM edges)
  UNION ALL
  SELECT e.child, down.generation + 1 FROM edges e JOIN down ON e.parent = down.node
)
SELECT generation, count(*) FROM down GROUP BY generation ORDER BY generation
