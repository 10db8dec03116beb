-- Per day: active people (DAU), and people active in the seven and thirty days that end with it.
WITH d AS (SELECT DISTINCT person, CAST(ts AS DATE) AS day FROM log),
  days AS (SELECT DISTINCT day FROM d),
  dau AS (SELECT day, count(*) AS n FROM d GROUP BY day),
  w AS (SELECT d.day + k::INTEGER AS day, count(DISTINCT person) AS n FROM d, unnest(range(0, 7)) t(k) GROUP BY 1),
  m AS (SELECT d.day + k::INTEGER AS day, count(DISTINCT person) AS n FROM d, unnest(range(0, 30)) t(k) GROUP BY 1)
SELECT days.day, dau.n, w.n, m.n FROM days JOIN dau USING (day) JOIN w USING (day) JOIN m USING (day) ORDER BY 1
