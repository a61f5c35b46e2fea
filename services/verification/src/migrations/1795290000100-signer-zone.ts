import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const running = 'verification_app, verification_worker';

/** Keys of three algorithms, announced before they sign; why a key changed its state is kept with the change. */
const keys = `
ALTER TABLE signing_key
  ADD COLUMN algorithm text NOT NULL DEFAULT 'EdDSA' CHECK (algorithm IN ('EdDSA', 'ES256', 'RS256')),
  ADD COLUMN public_jwk jsonb,
  ADD COLUMN custody text NOT NULL DEFAULT 'SEALED' CHECK (custody IN ('SEALED', 'TOKEN')),
  ALTER COLUMN public_key_multibase DROP NOT NULL,
  ADD CONSTRAINT signing_key_public_half CHECK (num_nonnulls(public_key_multibase, public_jwk) = 1);
COMMENT ON COLUMN signing_key.custody IS 'SEALED: the private half is a sealed_secret of the same id; TOKEN: it is in the PKCS#11 token, under the id.';
ALTER TABLE signing_key_transition
  ADD COLUMN reason text CHECK (length(reason) <= 500),
  DROP CONSTRAINT signing_key_transition_state_check,
  ADD CONSTRAINT signing_key_transition_state_check CHECK (state IN ('PRE_PUBLISHED', 'ACTIVE', 'RETIRED', 'COMPROMISED'));

CREATE TABLE issuer_signing (
  tenant_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  jwt_algorithm text NOT NULL CHECK (jwt_algorithm IN ('ES256', 'RS256')),
  PRIMARY KEY (tenant_id, issuer_id)
);
COMMENT ON TABLE issuer_signing IS 'How an issuer wants its compact documents signed, where it is not the usual way (ES256).';
${isolate('verification', 'issuer_signing')};

CREATE TABLE key_replacement (
  tenant_id uuid NOT NULL,
  key_id uuid NOT NULL,
  compromised_from timestamptz NOT NULL,
  reissue boolean NOT NULL,
  begun_at timestamptz NOT NULL,
  reached uuid,
  revoked int NOT NULL DEFAULT 0,
  reissued int NOT NULL DEFAULT 0,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, key_id),
  FOREIGN KEY (tenant_id, key_id) REFERENCES signing_key (tenant_id, id)
);
COMMENT ON TABLE key_replacement IS 'What is done about the documents of a compromised key, and how far it has come.';
CREATE INDEX key_replacement_open ON key_replacement (begun_at) WHERE finished_at IS NULL;
${isolate('verification', 'key_replacement')};
REVOKE DELETE ON key_replacement FROM ${running};
`;

/** What opens a signing key is read by the signer alone; the roles that serve requests and hear events can only add to it. */
const secrets = `
ALTER TABLE sealed_secret ADD COLUMN signs boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN sealed_secret.signs IS 'A private signing key, which the signer alone reads.';
ALTER TABLE sealed_secret NO FORCE ROW LEVEL SECURITY;
ALTER TABLE signing_key NO FORCE ROW LEVEL SECURITY;
UPDATE sealed_secret s SET signs = true FROM signing_key k WHERE k.tenant_id = s.tenant_id AND k.id = s.id;
ALTER TABLE sealed_secret FORCE ROW LEVEL SECURITY;
ALTER TABLE signing_key FORCE ROW LEVEL SECURITY;
CREATE POLICY signing_is_the_signers ON sealed_secret AS RESTRICTIVE FOR SELECT TO ${running} USING (NOT signs);
`;

/** What a credential will say is fixed when it is written: only its standing, its readers and what erasure takes can change. */
const intents = `
ALTER TABLE credential ADD COLUMN intent_digest text CHECK (intent_digest ~ '^[0-9a-f]{64}$');
COMMENT ON COLUMN credential.intent_digest IS 'SHA-256 over what will be signed; the signer signs nothing else. Null once the subject was erased, and for what was written before there were digests.';
REVOKE UPDATE ON credential FROM ${running};
GRANT UPDATE (state, revoked, fault, version, signed_at, updated_at, public, account_id, latest, results, evidence, work, intent_digest)
  ON credential TO ${running};
DROP INDEX credential_superseded;
CREATE INDEX credential_revoked ON credential (tenant_id, list_id) WHERE revoked;
CREATE INDEX award_suspended ON award_state (tenant_id, award_id) WHERE state = 'SUSPENDED';

ALTER TABLE credential_document
  DROP CONSTRAINT credential_document_form_check,
  ADD CONSTRAINT credential_document_form_check CHECK (form IN ('OB3_LD', 'OB3_JWT', 'VC_JOSE', 'SD_JWT', 'ECDSA_SD'));
CREATE INDEX credential_document_key ON credential_document (tenant_id, key_id, credential_id);
REVOKE INSERT ON credential_document FROM ${running};
`;

const read = ['credential', 'credential_document', 'status_list', 'signing_key', 'signing_key_transition', 'issuer_signing', 'sealed_secret'];
const shared = ['issuer_profile', 'issuer_identity', 'achievement_text'];

/** The signer reads of its tenant what a document is made of, and adds documents. It writes nothing else. */
const signer = [
  ...read.map(
    (table) => `CREATE POLICY signer ON ${table} TO verification_signer
      USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)`,
  ),
  `GRANT SELECT ON ${[...read, ...shared].join(', ')} TO verification_signer`,
  'GRANT INSERT ON credential_document TO verification_signer',
].join(';\n');

/** Before the signer was a zone of its own, every role that ran could sign. */
const undo = `
REVOKE ALL ON ${[...read, ...shared].join(', ')} FROM verification_signer;
${read.map((table) => `DROP POLICY signer ON ${table}`).join(';\n')};
GRANT INSERT ON credential_document TO ${running};
DROP INDEX credential_document_key;
ALTER TABLE credential_document NO FORCE ROW LEVEL SECURITY;
DELETE FROM credential_document WHERE form <> 'OB3_LD';
ALTER TABLE credential_document FORCE ROW LEVEL SECURITY;
ALTER TABLE credential_document DROP CONSTRAINT credential_document_form_check,
  ADD CONSTRAINT credential_document_form_check CHECK (form IN ('OB3_LD'));
DROP INDEX award_suspended;
DROP INDEX credential_revoked;
CREATE INDEX credential_superseded ON credential (tenant_id, list_id) WHERE revoked AND NOT latest;
REVOKE UPDATE (state, revoked, fault, version, signed_at, updated_at, public, account_id, latest, results, evidence, work, intent_digest) ON credential FROM ${running};
GRANT UPDATE ON credential TO ${running};
ALTER TABLE credential DROP COLUMN intent_digest;
DROP POLICY signing_is_the_signers ON sealed_secret;
ALTER TABLE sealed_secret DROP COLUMN signs;
DROP TABLE key_replacement, issuer_signing;
ALTER TABLE signing_key_transition NO FORCE ROW LEVEL SECURITY;
ALTER TABLE signing_key NO FORCE ROW LEVEL SECURITY;
DELETE FROM signing_key_transition t USING signing_key k
 WHERE k.tenant_id = t.tenant_id AND k.id = t.key_id AND (t.state = 'PRE_PUBLISHED' OR k.algorithm <> 'EdDSA');
DELETE FROM signing_key WHERE algorithm <> 'EdDSA';
ALTER TABLE signing_key_transition FORCE ROW LEVEL SECURITY;
ALTER TABLE signing_key FORCE ROW LEVEL SECURITY;
ALTER TABLE signing_key_transition DROP COLUMN reason, DROP CONSTRAINT signing_key_transition_state_check,
  ADD CONSTRAINT signing_key_transition_state_check CHECK (state IN ('ACTIVE', 'RETIRED', 'COMPROMISED'));
ALTER TABLE signing_key DROP CONSTRAINT signing_key_public_half, DROP COLUMN algorithm, DROP COLUMN public_jwk, DROP COLUMN custody,
  ALTER COLUMN public_key_multibase SET NOT NULL;
`;

/** The signer becomes a trust zone of its own (docs/decisions/0007). */
export class SignerZone1795290000100 implements MigrationInterface {
  name = 'SignerZone1795290000100';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [keys, secrets, intents, signer]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(undo);
  }
}
