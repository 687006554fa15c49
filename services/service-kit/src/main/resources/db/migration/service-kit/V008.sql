-- How many events of each kind there are of each day of UTC, counted from 1970 on, up to the position of the cursor with id 2.
-- A time frame is counted, and the pages before a late one are skipped, by whole days.
CREATE TABLE event_day (
  project VARCHAR(255) NOT NULL,
  day     BIGINT       NOT NULL,
  stage   VARCHAR(255) NOT NULL,
  service VARCHAR(255) NOT NULL,
  type    VARCHAR(512) NOT NULL,
  source  VARCHAR(512) NOT NULL,
  root    INTEGER      NOT NULL,
  n       BIGINT       NOT NULL,
  PRIMARY KEY (project, day, stage, service, type, source, root)
);
INSERT INTO event_total_cursor (id, position) VALUES (2, 0);
