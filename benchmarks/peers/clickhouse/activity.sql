-- Per day: active people (DAU), and people active in the seven and thirty days that end with it.
SELECT day, dau, wau, mau FROM (
  SELECT day, sum(is_1) AS dau, sum(is_7) AS wau, sum(is_30) AS mau FROM (
    SELECT arrayJoin(arrayMap(d -> (d,
        toUInt8(has(days, d)),
        toUInt8(arrayExists(x -> x <= d AND x > d - 7, days)),
        toUInt8(arrayExists(x -> x <= d AND x > d - 30, days))),
      (SELECT groupUniqArray(toDate(ts)) FROM log))) AS t, t.1 AS day, t.2 AS is_1, t.3 AS is_7, t.4 AS is_30
    FROM (SELECT person, groupUniqArray(toDate(ts)) AS days FROM log GROUP BY person)
  ) GROUP BY day
) ORDER BY day
