-- Ordered funnel within 7 days by a person's first channel.
SELECT first_channel, countIf(level >= 1), countIf(level >= 2), countIf(level >= 3), countIf(level >= 4)
FROM (
  SELECT person, windowFunnel(604800)(ts, event = 'view', event = 'favourite', event = 'cart', event = 'order_paid') AS level
  FROM log WHERE event IN ('view', 'favourite', 'cart', 'order_paid') GROUP BY person
) AS reached LEFT JOIN people USING (person)
GROUP BY first_channel ORDER BY first_channel
