-- People by first day and days since, exact.
SELECT first_day, day - first_day AS later, count(*)
FROM (SELECT person, day, min(day) OVER (PARTITION BY person) AS first_day FROM (SELECT DISTINCT person, CAST(ts AS DATE) AS day FROM log))
GROUP BY 1, 2 ORDER BY 1, 2
