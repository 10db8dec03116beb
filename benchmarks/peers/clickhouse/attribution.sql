-- First, last and linear credit of each channel for orders, over the views of the seven days up to the order.
-- A person is one row with all touches and all orders; each order keeps those that lie in its window.
SELECT channel, sum(is_first), sum(is_last), sum(part) FROM (
  SELECT arrayJoin(arrayMap((c, n) -> (c, toUInt8(n = 1), toUInt8(n = length(w)), 1 / length(w)), w, arrayEnumerate(w))) AS credit,
    credit.1 AS channel, credit.2 AS is_first, credit.3 AS is_last, credit.4 AS part
  FROM (
    SELECT arrayMap(t -> t.2, arrayFilter(t -> t.1 > o - 604800 AND t.1 <= o, touches)) AS w
    FROM (
      SELECT arraySort(groupArrayIf((toUInt32(ts), channel), event = 'view')) AS touches, groupArrayIf(toUInt32(ts), event = 'order_paid') AS orders
      FROM log WHERE event IN ('view', 'order_paid') GROUP BY person HAVING length(orders) > 0
    ) ARRAY JOIN orders AS o
  )
) GROUP BY channel ORDER BY channel
