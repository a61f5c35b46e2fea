import { isolate, type Migration, workerOnly } from '@cairn/postgres';
import type { QueryRunner } from 'typeorm';

/**
 * The tables of messaging in a service's database. The app role may only insert into the outbox, and reads its tenant's
 * change feed; everything between belongs to the worker role.
 */
export function messagingMigration(service: string): Migration {
  return class CreateMessaging1795262400000 {
    readonly name = 'CreateMessaging1795262400000';

    async up(runner: QueryRunner): Promise<void> {
      for (const table of [outbox(service), inbox(service), changeFeed(service), idempotency(service)]) await runner.query(table);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(
        `DROP TABLE outbox, outbox_parked, inbox, consumer_offset, parked, dead_letter, change_log, change_head, idempotency`,
      );
    }
  };
}

/** `id` order is commit order per aggregate, since a row is inserted while the aggregate's row lock is held. */
const outbox = (service: string): string => `
  CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    part smallint NOT NULL,
    event_id uuid NOT NULL,
    topic text NOT NULL,
    type text NOT NULL,
    subject uuid NOT NULL,
    tenant_id uuid NOT NULL,
    version int NOT NULL,
    payload text NOT NULL CHECK (octet_length(payload) <= 262144),
    changed jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  ALTER TABLE outbox ALTER COLUMN payload SET STORAGE EXTERNAL, ALTER COLUMN changed SET STORAGE EXTERNAL; -- live for moments: not worth compressing
  ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
  ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
  CREATE POLICY tenant ON outbox FOR INSERT TO ${service}_app
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
  CREATE POLICY worker ON outbox TO ${service}_worker USING (true) WITH CHECK (true);
  GRANT INSERT ON outbox TO ${service}_app;
  ${workerOnly(service, 'outbox')};
  CREATE TABLE outbox_parked (
    subject uuid PRIMARY KEY,
    event_id uuid NOT NULL,
    cause text NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT now()
  );
  ${workerOnly(service, 'outbox_parked')};`;

const inbox = (service: string): string => `
  CREATE TABLE inbox (
    event_id uuid PRIMARY KEY,
    received_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX inbox_received ON inbox USING brin (received_at);
  ${workerOnly(service, 'inbox')};
  CREATE TABLE consumer_offset (
    topic text NOT NULL,
    part smallint NOT NULL,
    next bigint NOT NULL,
    PRIMARY KEY (topic, part)
  );
  ${workerOnly(service, 'consumer_offset')};
  CREATE TABLE parked (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    key text NOT NULL,
    event_id uuid NOT NULL UNIQUE,
    part smallint NOT NULL,
    log_offset bigint NOT NULL,
    value text NOT NULL,
    reason text NOT NULL CHECK (reason IN ('early', 'failed', 'behind')),
    cause text,
    attempts int NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX parked_key ON parked (topic, key, id);
  CREATE INDEX parked_early ON parked (id) WHERE reason = 'early';
  ${workerOnly(service, 'parked')};
  CREATE TABLE dead_letter (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    part smallint NOT NULL,
    log_offset bigint NOT NULL,
    key text NOT NULL,
    value bytea NOT NULL,
    cause text NOT NULL,
    attempts int NOT NULL,
    died_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (topic, part, log_offset)
  );
  ${workerOnly(service, 'dead_letter')};`;

/** `seq` is drawn from the one row of change_head, whose lock is held to commit: seq order is commit order. */
const changeFeed = (service: string): string => `
  CREATE TABLE change_head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    last bigint NOT NULL,
    pruned_through bigint NOT NULL
  );
  INSERT INTO change_head (last, pruned_through) VALUES (0, 0);
  GRANT SELECT ON change_head TO ${service}_app;
  GRANT SELECT, UPDATE ON change_head TO ${service}_worker;
  CREATE TABLE change_log (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    event_id uuid NOT NULL,
    leads boolean NOT NULL,
    type text NOT NULL,
    object_id uuid NOT NULL,
    version int NOT NULL,
    op text NOT NULL CHECK (op IN ('UPSERT', 'DELETE')),
    reason text,
    changed_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, seq)
  );
  CREATE INDEX change_log_event ON change_log (tenant_id, event_id) WHERE leads;
  CREATE INDEX change_log_recorded ON change_log USING brin (recorded_at);
  ${isolate(service, 'change_log')};
  REVOKE INSERT, UPDATE, DELETE ON change_log FROM ${service}_app;`;

const idempotency = (service: string): string => `
  CREATE TABLE idempotency (
    tenant_id uuid NOT NULL,
    client text NOT NULL,
    key text NOT NULL,
    request_hash text NOT NULL,
    answer jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, client, key)
  );
  CREATE INDEX idempotency_created ON idempotency USING brin (created_at);
  ${isolate(service, 'idempotency', { append: true })};`;
