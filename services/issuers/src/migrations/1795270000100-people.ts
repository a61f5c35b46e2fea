import { isolate, newId } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
ALTER TABLE tenant DROP CONSTRAINT tenant_state_check;
ALTER TABLE tenant ADD CONSTRAINT tenant_state_check CHECK (state IN ('ACTIVE', 'SUSPENDED', 'CLOSED'));

-- path: ids from the topmost unit down to this one, so that what lies in a unit is one comparison.
CREATE TABLE org_unit (
  tenant_id uuid NOT NULL REFERENCES tenant (tenant_id),
  id uuid NOT NULL,
  path uuid[] NOT NULL CHECK (cardinality(path) BETWEEN 1 AND 10 AND path[cardinality(path)] = id),
  name text NOT NULL,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

ALTER TABLE issuer ADD COLUMN org_unit_id uuid, ADD COLUMN suspended_by text CHECK (suspended_by IN ('OPERATOR', 'TENANT')),
  ADD CONSTRAINT issuer_org_unit_fkey FOREIGN KEY (tenant_id, org_unit_id) REFERENCES org_unit (tenant_id, id);
CREATE INDEX issuer_org_unit ON issuer (tenant_id, org_unit_id, id);

-- One for each member and API client: the version of its grants, what was last told of them, when that ends by itself.
CREATE TABLE grant_holder (
  tenant_id uuid NOT NULL REFERENCES tenant (tenant_id),
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('CLIENT', 'MEMBER')),
  version int NOT NULL,
  told text,
  due_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX grant_holder_due ON grant_holder (due_at) WHERE due_at IS NOT NULL;

-- scope_id is the tenant's own id where the scope is the tenant.
CREATE TABLE access_grant (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL,
  access_right text NOT NULL CHECK (access_right IN ('ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'REVIEW', 'ANALYSE', 'AUDIT')),
  scope_kind text NOT NULL CHECK (scope_kind IN ('TENANT', 'ORG_UNIT', 'ISSUER', 'ACHIEVEMENT', 'PATHWAY')),
  scope_id uuid NOT NULL,
  until timestamptz,
  given_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, holder_id, access_right, scope_kind, scope_id),
  FOREIGN KEY (tenant_id, holder_id) REFERENCES grant_holder (tenant_id, id)
);
CREATE INDEX access_grant_scope ON access_grant (tenant_id, scope_kind, scope_id);

CREATE TABLE api_client_key (
  tenant_id uuid NOT NULL,
  client_id uuid NOT NULL,
  prefix text NOT NULL,
  hash text NOT NULL,
  expires_at timestamptz,
  withdrawn_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, client_id, prefix),
  CONSTRAINT api_client_key_hash UNIQUE (hash),
  FOREIGN KEY (tenant_id, client_id) REFERENCES api_client (tenant_id, id)
);

-- The invited person is named by the inviter. Of the token only a hash is kept, of the e-mail address only a keyed one.
CREATE TABLE invitation (
  tenant_id uuid NOT NULL REFERENCES tenant (tenant_id),
  id uuid NOT NULL,
  name text NOT NULL,
  grants jsonb NOT NULL,
  token_hash text NOT NULL,
  email_hash text,
  state text NOT NULL CHECK (state IN ('OPEN', 'ACCEPTED', 'WITHDRAWN')),
  member_id uuid,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT invitation_token_hash UNIQUE (token_hash)
);

-- One row that two tenants see: it belongs to the mandator, whose grant it is and whose events tell of it; the agent reads it.
CREATE TABLE mandate (
  tenant_id uuid NOT NULL REFERENCES tenant (tenant_id),
  id uuid NOT NULL,
  mandator_issuer_id uuid NOT NULL,
  agent_tenant_id uuid NOT NULL REFERENCES tenant (tenant_id),
  agent_issuer_id uuid NOT NULL,
  actions text[] NOT NULL CHECK (cardinality(actions) > 0),
  achievements uuid[],
  state text NOT NULL CHECK (state IN ('PROPOSED', 'ACTIVE', 'DECLINED', 'ENDED')),
  starts_at timestamptz NOT NULL,
  until timestamptz,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK (until > starts_at),
  FOREIGN KEY (tenant_id, mandator_issuer_id) REFERENCES issuer (tenant_id, id),
  FOREIGN KEY (agent_tenant_id, agent_issuer_id) REFERENCES issuer (tenant_id, id)
);
CREATE INDEX mandate_agent ON mandate (agent_tenant_id, id);
CREATE INDEX mandate_until ON mandate (until) WHERE state = 'ACTIVE';

CREATE TABLE partnership (
  tenant_id uuid NOT NULL REFERENCES tenant (tenant_id),
  id uuid NOT NULL,
  invited_tenant_id uuid NOT NULL REFERENCES tenant (tenant_id),
  inviting_name text NOT NULL,
  invited_name text NOT NULL,
  state text NOT NULL CHECK (state IN ('INVITED', 'ACTIVE', 'DECLINED', 'ENDED')),
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK (invited_tenant_id <> tenant_id)
);
CREATE UNIQUE INDEX partnership_pair ON partnership (least(tenant_id, invited_tenant_id), greatest(tenant_id, invited_tenant_id))
  WHERE state IN ('INVITED', 'ACTIVE');
CREATE INDEX partnership_invited ON partnership (invited_tenant_id, id);

ALTER TABLE member ADD COLUMN account_id uuid, ADD COLUMN removed_at timestamptz;
CREATE UNIQUE INDEX member_account ON member (tenant_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX member_of_account ON member (account_id, tenant_id) WHERE account_id IS NOT NULL;

ALTER TABLE api_client ADD COLUMN origins text[] NOT NULL DEFAULT '{}', ADD COLUMN operations_only boolean NOT NULL DEFAULT false,
  ADD COLUMN limit_class text NOT NULL DEFAULT 'PROVIDER' CHECK (limit_class IN ('CLIENT', 'PARTNER', 'PROVIDER')),
  ADD COLUMN expires_at timestamptz, ADD COLUMN disabled_at timestamptz;
ALTER TABLE api_client ALTER COLUMN limit_class DROP DEFAULT;
-- Found by its id alone when a program signs in, and by operators.
CREATE UNIQUE INDEX api_client_id ON api_client (id);
`;

/** Row security holds for the owner too; while the rows are moved it does not. */
const unforced = (...names: string[]): string => names.map((name) => `ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY`).join(';\n');
const forced = (...names: string[]): string => names.map((name) => `ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`).join(';\n');

const move = `
INSERT INTO api_client_key (tenant_id, client_id, prefix, hash, created_at)
  SELECT tenant_id, id, key_prefix, key_hash, created_at FROM api_client;
-- Due at once: the service tells them at its next start.
INSERT INTO grant_holder (tenant_id, id, kind, version, due_at) SELECT tenant_id, id, 'CLIENT', 0, now() FROM api_client;
INSERT INTO grant_holder (tenant_id, id, kind, version, due_at) SELECT tenant_id, id, 'MEMBER', 0, now() FROM member;
`;

const standing = `
SELECT tenant_id, id, unnest(rights) AS access_right, created_at FROM api_client
UNION ALL
SELECT tenant_id, id, unnest(CASE role
    WHEN 'ADMINISTRATOR' THEN ARRAY['ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'REVIEW', 'ANALYSE', 'AUDIT']
    WHEN 'DESIGNER' THEN ARRAY['DESIGN', 'PUBLISH'] WHEN 'REGISTRAR' THEN ARRAY['AWARD', 'REVOKE'] ELSE ARRAY['ANALYSE'] END), created_at
  FROM member`;

const insertGrants = `
INSERT INTO access_grant (tenant_id, id, holder_id, access_right, scope_kind, scope_id, given_at)
SELECT tenant, id, holder, granted, 'TENANT', tenant, given
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[]) AS t (tenant, id, holder, granted, given)`;

const end = `
ALTER TABLE api_client DROP COLUMN key_prefix, DROP COLUMN key_hash, DROP COLUMN rights;
ALTER TABLE member DROP COLUMN role;
${isolate('issuers', 'org_unit')};
${isolate('issuers', 'grant_holder')};
${isolate('issuers', 'access_grant')};
${isolate('issuers', 'api_client_key')};
${isolate('issuers', 'invitation')};
${isolate('issuers', 'mandate')};
CREATE POLICY agent ON mandate FOR SELECT TO issuers_app USING (agent_tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
${isolate('issuers', 'partnership')};
CREATE POLICY invited ON partnership FOR SELECT TO issuers_app USING (invited_tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
`;

interface Standing {
  readonly tenant_id: string;
  readonly id: string;
  readonly access_right: string;
  readonly created_at: Date;
}

/** Organisation units, grants in place of roles and rights, keys beside their clients, invitations, mandates, partnerships. */
export class People1795270000100 implements MigrationInterface {
  name = 'People1795270000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(unforced('tenant', 'member', 'api_client'));
    await runner.query(move);
    const rows = (await runner.query(standing)) as Standing[];
    await runner.query(insertGrants, [
      rows.map((row) => row.tenant_id),
      rows.map(() => newId()),
      rows.map((row) => row.id),
      rows.map((row) => row.access_right),
      rows.map((row) => row.created_at),
    ]);
    await runner.query(forced('tenant', 'member', 'api_client'));
    await runner.query(end);
  }

  /** Takes the keys and the rights over the whole tenant back; units, single grants, invitations and mandates are lost. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(unforced('member', 'api_client', 'api_client_key', 'access_grant'));
    await runner.query(`
      ALTER TABLE api_client ADD COLUMN key_prefix text, ADD COLUMN key_hash text, ADD COLUMN rights text[] NOT NULL DEFAULT '{}';
      UPDATE api_client SET (key_prefix, key_hash) =
        (SELECT prefix, hash FROM api_client_key AS k WHERE k.tenant_id = api_client.tenant_id AND client_id = api_client.id ORDER BY withdrawn_at DESC NULLS FIRST, created_at LIMIT 1);
      UPDATE api_client SET rights = ARRAY(SELECT access_right FROM access_grant AS g
        WHERE g.tenant_id = api_client.tenant_id AND holder_id = api_client.id AND scope_kind = 'TENANT');
      ALTER TABLE api_client ALTER COLUMN key_prefix SET NOT NULL, ALTER COLUMN key_hash SET NOT NULL, ALTER COLUMN rights DROP DEFAULT,
        ADD CONSTRAINT api_client_key_hash_key UNIQUE (key_hash), DROP COLUMN origins, DROP COLUMN operations_only, DROP COLUMN limit_class,
        DROP COLUMN expires_at, DROP COLUMN disabled_at;
      DROP INDEX api_client_id;
      DELETE FROM member WHERE removed_at IS NOT NULL;
      ALTER TABLE member ADD COLUMN role text NOT NULL DEFAULT 'ANALYST' CHECK (role IN ('ADMINISTRATOR', 'DESIGNER', 'REGISTRAR', 'ANALYST')),
        DROP COLUMN account_id, DROP COLUMN removed_at;
      ALTER TABLE member ALTER COLUMN role DROP DEFAULT;
      DROP TABLE partnership, mandate, invitation, api_client_key, access_grant, grant_holder;
      ALTER TABLE issuer DROP COLUMN org_unit_id, DROP COLUMN suspended_by;
      DROP TABLE org_unit`);
    await runner.query(forced('member', 'api_client'));
  }
}
