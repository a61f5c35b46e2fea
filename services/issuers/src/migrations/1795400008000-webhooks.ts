import { isolate, workerOnly } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE webhook_endpoint (
  tenant_id uuid NOT NULL REFERENCES tenant (tenant_id),
  id uuid NOT NULL,
  url text NOT NULL,
  event_types text[] NOT NULL CHECK (cardinality(event_types) > 0),
  description text,
  payload_version text NOT NULL,
  -- An e-mail address, sealed.
  contact bytea,
  state text NOT NULL CHECK (state IN ('ENABLED', 'DISABLED')),
  disabled_reason text CHECK (disabled_reason IN ('BY_HAND', 'FAILING', 'GONE')),
  disabled_at timestamptz,
  -- When the oldest event was recorded that has not arrived, while nothing arrives.
  failing_since timestamptz,
  -- When something arrived last.
  delivered_at timestamptz,
  created_at timestamptz NOT NULL,
  deleted_at timestamptz,
  -- When the next delivery is due, and until when somebody is at it.
  due_at timestamptz,
  leased_until timestamptz,
  notice_due_at timestamptz,
  notice_attempts int NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  CHECK ((state = 'DISABLED') = (disabled_reason IS NOT NULL) AND (disabled_reason IS NULL) = (disabled_at IS NULL))
);
CREATE INDEX webhook_endpoint_due ON webhook_endpoint (due_at) WHERE state = 'ENABLED' AND deleted_at IS NULL;
CREATE INDEX webhook_endpoint_notice ON webhook_endpoint (notice_due_at) WHERE notice_due_at IS NOT NULL;
CREATE INDEX webhook_endpoint_deleted ON webhook_endpoint (deleted_at) WHERE deleted_at IS NOT NULL;
${isolate('issuers', 'webhook_endpoint')};

CREATE TABLE webhook_key (
  tenant_id uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  id uuid NOT NULL,
  scheme text NOT NULL CHECK (scheme IN ('V1', 'V1A')),
  sealed bytea NOT NULL,
  public_key text,
  created_at timestamptz NOT NULL,
  ends_at timestamptz,
  PRIMARY KEY (tenant_id, endpoint_id, id),
  FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhook_endpoint (tenant_id, id) ON DELETE CASCADE
);
${isolate('issuers', 'webhook_key')};

-- What happened, as endpoints are told of it. Kept a little longer than deliveries.
CREATE TABLE webhook_event (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  subject text NOT NULL,
  version int NOT NULL,
  ids jsonb NOT NULL,
  source_topic text NOT NULL,
  source_event uuid NOT NULL,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX webhook_event_recorded ON webhook_event (tenant_id, recorded_at, id);
CREATE INDEX webhook_event_source ON webhook_event (tenant_id, source_event);
CREATE INDEX webhook_event_age ON webhook_event USING brin (recorded_at);
${isolate('issuers', 'webhook_event', { append: true })};

-- One for each endpoint and event; sending again begins another round of attempts.
CREATE TABLE webhook_delivery (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  event_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('PENDING', 'DELIVERED', 'FAILED')),
  attempts int NOT NULL DEFAULT 0,
  round_attempts int NOT NULL DEFAULT 0,
  round_began_at timestamptz NOT NULL,
  next_at timestamptz,
  recorded_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT webhook_delivery_once UNIQUE (tenant_id, endpoint_id, event_id),
  FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhook_endpoint (tenant_id, id) ON DELETE CASCADE,
  CHECK ((state = 'PENDING') = (next_at IS NOT NULL))
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (tenant_id, endpoint_id, next_at, id) WHERE state = 'PENDING';
CREATE INDEX webhook_delivery_listed ON webhook_delivery (tenant_id, endpoint_id, id);
CREATE INDEX webhook_delivery_age ON webhook_delivery USING brin (recorded_at);
${isolate('issuers', 'webhook_delivery')};

CREATE TABLE webhook_attempt (
  tenant_id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  number int NOT NULL,
  at timestamptz NOT NULL,
  status int,
  latency_ms int NOT NULL,
  error text,
  excerpt text,
  PRIMARY KEY (tenant_id, delivery_id, number),
  FOREIGN KEY (tenant_id, delivery_id) REFERENCES webhook_delivery (tenant_id, id) ON DELETE CASCADE
);
${isolate('issuers', 'webhook_attempt', { append: true })};

-- How far the log of events has been read, by groups of readers beside the service's own consumer.
CREATE TABLE log_place (
  reader text NOT NULL,
  topic text NOT NULL,
  part int NOT NULL,
  next bigint NOT NULL,
  PRIMARY KEY (reader, topic, part)
);
${workerOnly('issuers', 'log_place')};
`;

export class Webhooks1795400008000 implements MigrationInterface {
  name = 'Webhooks1795400008000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE log_place, webhook_attempt, webhook_delivery, webhook_event, webhook_key, webhook_endpoint');
  }
}
