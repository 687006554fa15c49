-- Counts of four days as well: the ends of a long time frame are read from an eighth of the rows.
INSERT INTO event_count_span (span, bucket, project, service, type, source, n)
  SELECT 345600, (bucket / 345600) * 345600, project, service, type, source, SUM(n) FROM event_count_span
  WHERE span = 86400 GROUP BY 1, 2, 3, 4, 5, 6;
