-- Size of every tree and number of people by generation, from random ids.
WITH RECURSIVE up AS (
  SELECT child AS node, parent, 1 AS steps FROM edges
  UNION ALL
  SELECT up.node, e.parent, steps + 1 FROM up JOIN edges e ON e.child = up.parent
)
SELECT generation, count(*) FROM (SELECT node, max(steps) AS generation FROM up GROUP BY node) GROUP BY 1 ORDER BY 1
