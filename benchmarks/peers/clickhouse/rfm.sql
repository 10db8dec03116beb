-- Quintiles of recency (the last day), frequency and money over buyers; the k-th cut-off is the smallest value that k fifths do not exceed:
-- a level a hair below k fifths makes quantilesExact take the lower neighbour where k fifths of the buyers are a whole number.
WITH b AS (
  SELECT person, max(toDate(ts)) AS day, count() AS orders, sum(value_fen) AS fen FROM log WHERE event = 'order_paid' GROUP BY person
), c AS (
  SELECT quantilesExact(0.1999999999, 0.3999999999, 0.5999999999, 0.7999999999)(day) AS r,
    quantilesExact(0.1999999999, 0.3999999999, 0.5999999999, 0.7999999999)(orders) AS f,
    quantilesExact(0.1999999999, 0.3999999999, 0.5999999999, 0.7999999999)(fen) AS m FROM b
)
SELECT 1 + (day > r[1]) + (day > r[2]) + (day > r[3]) + (day > r[4]) AS rs,
  1 + (orders > f[1]) + (orders > f[2]) + (orders > f[3]) + (orders > f[4]) AS fs,
  1 + (fen > m[1]) + (fen > m[2]) + (fen > m[3]) + (fen > m[4]) AS ms, count(), sum(fen)
FROM b CROSS JOIN c GROUP BY rs, fs, ms ORDER BY rs, fs, ms
