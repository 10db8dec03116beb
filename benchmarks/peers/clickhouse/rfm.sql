-- Quintiles of recency, frequency and money over buyers; ties share the score of the first of them.
SELECT r, f, m, count(), sum(fen) FROM (
  SELECT fen,
    1 + least(4, intDiv(5 * (rank() OVER (ORDER BY last_day) - 1), count() OVER ())) AS r,
    1 + least(4, intDiv(5 * (rank() OVER (ORDER BY orders) - 1), count() OVER ())) AS f,
    1 + least(4, intDiv(5 * (rank() OVER (ORDER BY fen) - 1), count() OVER ())) AS m
  FROM (SELECT person, max(toDate(ts)) AS last_day, count() AS orders, sum(value_fen) AS fen FROM log WHERE event = 'order_paid' GROUP BY person)
) GROUP BY r, f, m ORDER BY r, f, m
