-- Quintiles of recency (the last day), frequency and money over buyers; the k-th cut-off is the smallest value that k fifths do not exceed.
WITH b AS (
  SELECT person, max(CAST(ts AS DATE)) AS day, count(*) AS orders, sum(value_fen) AS fen FROM log WHERE event = 'order_paid' GROUP BY person
), c AS (
  SELECT quantile_disc(day, [0.2, 0.4, 0.6, 0.8]) AS r, quantile_disc(orders, [0.2, 0.4, 0.6, 0.8]) AS f, quantile_disc(fen, [0.2, 0.4, 0.6, 0.8]) AS m FROM b
)
SELECT 1 + (day > c.r[1])::INT + (day > c.r[2])::INT + (day > c.r[3])::INT + (day > c.r[4])::INT AS rs,
  1 + (orders > c.f[1])::INT + (orders > c.f[2])::INT + (orders > c.f[3])::INT + (orders > c.f[4])::INT AS fs,
  1 + (fen > c.m[1])::INT + (fen > c.m[2])::INT + (fen > c.m[3])::INT + (fen > c.m[4])::INT AS ms,
  count(*), sum(fen)
FROM b, c GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
