-- Ordered funnel within 7 days by a person's first channel: running maxima of the latest start that reached each step.
WITH e AS (
  SELECT person, ts, event, CASE event WHEN 'view' THEN 1 WHEN 'favourite' THEN 2 WHEN 'cart' THEN 3 ELSE 4 END AS step
  FROM log WHERE event IN ('view', 'favourite', 'cart', 'order_paid')
), a AS (
  SELECT *, max(CASE WHEN step = 1 THEN ts END) OVER w AS s1 FROM e
  WINDOW w AS (PARTITION BY person ORDER BY ts, step ROWS UNBOUNDED PRECEDING)
), b AS (
  SELECT *, max(CASE WHEN step = 2 AND ts - s1 <= INTERVAL 7 DAY THEN s1 END) OVER w AS s2 FROM a
  WINDOW w AS (PARTITION BY person ORDER BY ts, step ROWS UNBOUNDED PRECEDING)
), c AS (
  SELECT *, max(CASE WHEN step = 3 AND ts - s2 <= INTERVAL 7 DAY THEN s2 END) OVER w AS s3 FROM b
  WINDOW w AS (PARTITION BY person ORDER BY ts, step ROWS UNBOUNDED PRECEDING)
), reached AS (
  SELECT person, max(CASE
    WHEN step = 4 AND ts - s3 <= INTERVAL 7 DAY THEN 4 WHEN s3 IS NOT NULL THEN 3
    WHEN s2 IS NOT NULL THEN 2 WHEN s1 IS NOT NULL THEN 1 ELSE 0 END) AS level
  FROM c GROUP BY person
)
SELECT coalesce(first_channel, ''), count(*) FILTER (level >= 1), count(*) FILTER (level >= 2), count(*) FILTER (level >= 3),
  count(*) FILTER (level >= 4)
FROM reached LEFT JOIN people USING (person) GROUP BY 1 ORDER BY 1
