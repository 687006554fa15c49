-- 1 if the project's repository was made for it by the provisioner.
ALTER TABLE project ADD COLUMN provisioned INTEGER NOT NULL DEFAULT 0;
