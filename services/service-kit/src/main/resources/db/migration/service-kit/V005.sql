-- Searches within a project look at these alone until they have found what they show.
DROP INDEX event_log_project;
CREATE INDEX event_log_search ON event_log (project, at_ms, position, type, stage, service, source);
DROP INDEX event_log_type;
CREATE INDEX event_log_type ON event_log (project, type, at_ms, position, stage, service, result);

-- How many events of each kind there are in the log up to the position of the cursor.
CREATE TABLE event_total (
  project VARCHAR(255) NOT NULL,
  stage   VARCHAR(255) NOT NULL,
  service VARCHAR(255) NOT NULL,
  type    VARCHAR(512) NOT NULL,
  source  VARCHAR(512) NOT NULL,
  root    INTEGER      NOT NULL,
  n       BIGINT       NOT NULL,
  PRIMARY KEY (project, stage, service, type, source, root)
);
CREATE TABLE event_total_cursor (
  id       INTEGER PRIMARY KEY,
  position BIGINT  NOT NULL
);
INSERT INTO event_total_cursor (id, position) VALUES (1, 0);
