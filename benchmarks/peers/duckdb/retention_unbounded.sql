-- People by first day who came n days later or after that.
SELECT first_day, n, count(*)
FROM (SELECT min(CAST(ts AS DATE)) AS first_day, max(CAST(ts AS DATE)) AS last_day FROM log GROUP BY person), unnest(range(0, 30)) t(n)
WHERE last_day - first_day >= n GROUP BY 1, 2 ORDER BY 1, 2
