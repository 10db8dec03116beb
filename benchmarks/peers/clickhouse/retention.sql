-- People by first day and days since, exact.
SELECT arrayMin(days) AS first_day, arrayJoin(days) - first_day AS later, count()
FROM (SELECT person, groupUniqArray(toDate(ts)) AS days FROM log GROUP BY person)
GROUP BY first_day, later ORDER BY first_day, later
