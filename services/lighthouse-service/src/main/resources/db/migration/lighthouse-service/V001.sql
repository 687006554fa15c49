-- Which SLI provider a project uses.
CREATE TABLE sli_provider (
  project  VARCHAR(255) PRIMARY KEY,
  provider VARCHAR(255) NOT NULL
);

-- Evaluations whose provider has not answered yet. slo is the file in base64 (empty if there is none),
-- scope the JSON of project, stage, service and labels.
CREATE TABLE pending_evaluation (
  position     ${identity},
  get_sli_id   VARCHAR(255) NOT NULL UNIQUE,
  triggered_id VARCHAR(255) NOT NULL,
  context      VARCHAR(255) NOT NULL,
  project      VARCHAR(255) NOT NULL,
  stage        VARCHAR(255) NOT NULL,
  service      VARCHAR(255) NOT NULL,
  git_commit   VARCHAR(255) NOT NULL,
  provider     VARCHAR(255) NOT NULL,
  start_time   VARCHAR(64)  NOT NULL,
  end_time     VARCHAR(64)  NOT NULL,
  slo          TEXT         NOT NULL,
  scope        TEXT         NOT NULL
);
CREATE INDEX pending_evaluation_context ON pending_evaluation (context);
