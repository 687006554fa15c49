-- The same counts over days and over 32 days; span is in seconds, bucket the start of a multiple of it.
CREATE TABLE event_count_span (
  span    BIGINT       NOT NULL,
  bucket  BIGINT       NOT NULL,
  project VARCHAR(255) NOT NULL,
  service VARCHAR(255) NOT NULL,
  type    VARCHAR(512) NOT NULL,
  source  VARCHAR(512) NOT NULL,
  n       BIGINT       NOT NULL,
  PRIMARY KEY (span, bucket, project, service, type, source)
);
INSERT INTO event_count_span (span, bucket, project, service, type, source, n)
  SELECT 86400, (bucket / 86400) * 86400, project, service, type, source, SUM(n) FROM event_count
  GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO event_count_span (span, bucket, project, service, type, source, n)
  SELECT 2764800, (bucket / 2764800) * 2764800, project, service, type, source, SUM(n)
  FROM event_count GROUP BY 1, 2, 3, 4, 5, 6;
