-- First, last and linear credit of each channel for orders, over the views of the seven days up to the order.
WITH o AS (SELECT row_number() OVER () AS n, person, ts, value_fen FROM log WHERE event = 'order_paid'),
  t AS (SELECT person, ts, channel FROM log WHERE event = 'view'),
  j AS (SELECT n, value_fen, channel, count(*) OVER (PARTITION BY n) AS touches,
    row_number() OVER (PARTITION BY n ORDER BY t.ts) AS nth
    FROM o JOIN t ON t.person = o.person AND t.ts <= o.ts AND t.ts > o.ts - INTERVAL 7 DAY)
SELECT channel, count(*) FILTER (nth = 1), count(*) FILTER (nth = touches), sum(1.0 / touches) FROM j GROUP BY 1 ORDER BY 1
