package io.evenkeel.gateway;

class SqliteAuditTest extends AuditContract {}
