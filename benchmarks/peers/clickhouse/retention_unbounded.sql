-- People by first day who came n days later or after that.
SELECT first_day, arrayJoin(range(toUInt32(last_day - first_day + 1))) AS n, count()
FROM (SELECT toDate(min(ts)) AS first_day, toDate(max(ts)) AS last_day FROM log GROUP BY person)
GROUP BY first_day, n ORDER BY first_day, n
