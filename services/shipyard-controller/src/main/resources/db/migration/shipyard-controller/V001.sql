-- Projects, their stages in shipyard order, and their services. Times are Unix nanoseconds as text, as the API shows them.
CREATE TABLE project (
  name       VARCHAR(255) PRIMARY KEY,
  created_at VARCHAR(32)  NOT NULL,
  shipyard   TEXT         NOT NULL
);
CREATE TABLE service (
  project        VARCHAR(255) NOT NULL,
  name           VARCHAR(255) NOT NULL,
  created_at     VARCHAR(32)  NOT NULL,
  PRIMARY KEY (project, name)
);

-- What runs in a stage: the image of the last finished deployment.
CREATE TABLE deployed_image (
  project VARCHAR(255)  NOT NULL,
  stage   VARCHAR(255)  NOT NULL,
  service VARCHAR(255)  NOT NULL,
  image   VARCHAR(1024) NOT NULL,
  PRIMARY KEY (project, stage, service)
);

-- The last task event of each type per service in a stage.
CREATE TABLE last_event (
  project  VARCHAR(255) NOT NULL,
  stage    VARCHAR(255) NOT NULL,
  service  VARCHAR(255) NOT NULL,
  type     VARCHAR(512) NOT NULL,
  event_id VARCHAR(255) NOT NULL,
  context  VARCHAR(255) NOT NULL,
  time     VARCHAR(32)  NOT NULL,
  PRIMARY KEY (project, stage, service, type)
);

-- One row per run of a sequence in a stage; position is the order of arrival. body is the whole run as JSON.
CREATE TABLE execution (
  position     ${identity},
  id           VARCHAR(64)  NOT NULL UNIQUE,
  project      VARCHAR(255) NOT NULL,
  stage        VARCHAR(255) NOT NULL,
  service      VARCHAR(255) NOT NULL,
  context      VARCHAR(255) NOT NULL,
  name         VARCHAR(255) NOT NULL,
  trigger_id   VARCHAR(255) NOT NULL,
  task_id      VARCHAR(64)  NOT NULL,
  state        VARCHAR(32)  NOT NULL,
  open         INTEGER      NOT NULL,
  slot         VARCHAR(8)   NOT NULL,
  urgent       INTEGER      NOT NULL,
  triggered_at BIGINT       NOT NULL,
  body         TEXT         NOT NULL,
  UNIQUE (project, trigger_id)
);
CREATE INDEX execution_task ON execution (task_id) WHERE task_id <> '';
CREATE INDEX execution_context ON execution (project, context);
CREATE INDEX execution_list ON execution (project, triggered_at);
CREATE INDEX execution_slot ON execution (project, stage, service, slot) WHERE slot <> 'NONE';

-- The summary of a context that clients list. time is UTC with three decimals, so that text order is time order.
CREATE TABLE sequence_state (
  project VARCHAR(255) NOT NULL,
  context VARCHAR(255) NOT NULL,
  name    VARCHAR(255) NOT NULL,
  state   VARCHAR(32)  NOT NULL,
  time    VARCHAR(32)  NOT NULL,
  body    TEXT         NOT NULL,
  PRIMARY KEY (project, context)
);
CREATE INDEX sequence_state_list ON sequence_state (project, time);

-- Triggered events that are still to be answered.
CREATE TABLE open_event (
  position     ${identity},
  id           VARCHAR(255) NOT NULL UNIQUE,
  execution_id VARCHAR(64)  NOT NULL,
  type         VARCHAR(512) NOT NULL,
  project      VARCHAR(255) NOT NULL,
  stage        VARCHAR(255) NOT NULL,
  service      VARCHAR(255) NOT NULL,
  body         TEXT         NOT NULL
);
CREATE INDEX open_event_type ON open_event (type, project);
CREATE INDEX open_event_project ON open_event (project);

-- Contexts held by somebody; stage is empty when the whole context is.
CREATE TABLE pause_mark (
  project VARCHAR(255) NOT NULL,
  context VARCHAR(255) NOT NULL,
  stage   VARCHAR(255) NOT NULL,
  PRIMARY KEY (project, context, stage)
);
