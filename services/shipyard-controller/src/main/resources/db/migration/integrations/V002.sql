-- How many events there were, in buckets of half an hour; bucket is its start in epoch seconds.
CREATE TABLE event_count (
  bucket  BIGINT       NOT NULL,
  project VARCHAR(255) NOT NULL,
  service VARCHAR(255) NOT NULL,
  type    VARCHAR(512) NOT NULL,
  source  VARCHAR(512) NOT NULL,
  n       BIGINT       NOT NULL,
  PRIMARY KEY (bucket, project, service, type, source)
);

-- Up to where the event log is counted; one row.
CREATE TABLE event_count_cursor (
  id       INTEGER PRIMARY KEY,
  position BIGINT  NOT NULL
);
INSERT INTO event_count_cursor (id, position) VALUES (1, 0);
