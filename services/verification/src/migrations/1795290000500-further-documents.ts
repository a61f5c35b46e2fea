import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signed documents beside the credentials of awards. Each is a fact; what becomes of it is a row of its own. */
const documents = `
CREATE TABLE further_document (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('ENDORSEMENT', 'RECORD', 'WALLET_COPY')),
  issuer_id uuid NOT NULL,
  award_id uuid,
  subject_id uuid,
  list_id uuid NOT NULL,
  list_index int NOT NULL CHECK (list_index BETWEEN 0 AND 131071),
  key_id uuid NOT NULL,
  document text,
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  proof_value text NOT NULL,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, list_id) REFERENCES status_list (tenant_id, id),
  UNIQUE (tenant_id, list_id, list_index),
  CHECK ((award_id IS NOT NULL) = (kind = 'WALLET_COPY'))
);
COMMENT ON COLUMN further_document.award_id IS 'Of a copy for a wallet: the award, whose revocation is that of the copy.';
COMMENT ON COLUMN further_document.subject_id IS 'Of a learner record: whom it is about, so that erasing him destroys it.';
COMMENT ON COLUMN further_document.document IS 'Null once it was destroyed with the person it was about; hash and proof value stay.';
CREATE INDEX further_document_award ON further_document (tenant_id, award_id) WHERE award_id IS NOT NULL;
CREATE INDEX further_document_subject ON further_document (tenant_id, subject_id) WHERE subject_id IS NOT NULL;
${isolate('verification', 'further_document', { append: true })};

CREATE TABLE further_status_change (
  tenant_id uuid NOT NULL,
  document_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, document_id),
  FOREIGN KEY (tenant_id, document_id) REFERENCES further_document (tenant_id, id)
);
COMMENT ON TABLE further_status_change IS 'A further document was revoked; its bit is set from then on.';
${isolate('verification', 'further_status_change', { append: true })};
REVOKE UPDATE, DELETE ON further_status_change FROM verification_app, verification_worker;
`;

const mine = `nullif(current_setting('app.tenant', true), '')::uuid`;

/** An endorsement is its endorser's; the side that is endorsed reads it, and anybody once it was accepted. */
const endorsements = `
CREATE TABLE endorsement (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  endorser_id uuid NOT NULL,
  subject_kind text NOT NULL CHECK (subject_kind IN ('ISSUER', 'ACHIEVEMENT_VERSION', 'AWARD')),
  subject_id uuid NOT NULL,
  subject_tenant_id uuid NOT NULL,
  subject_issuer_id uuid NOT NULL,
  achievement_id uuid,
  message text,
  comment text,
  state text NOT NULL CHECK (state IN ('REQUESTED', 'OFFERED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN')),
  version int NOT NULL CHECK (version > 0),
  created_at timestamptz NOT NULL,
  offered_at timestamptz,
  accepted_at timestamptz,
  ended_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  CHECK ((ended_at IS NOT NULL) = (state IN ('DECLINED', 'WITHDRAWN'))),
  CHECK (accepted_at IS NULL OR offered_at IS NOT NULL)
);
COMMENT ON COLUMN endorsement.achievement_id IS 'Lineage of the achievement version that is endorsed.';
CREATE UNIQUE INDEX endorsement_open ON endorsement (tenant_id, endorser_id, subject_kind, subject_id) WHERE state IN ('REQUESTED', 'OFFERED', 'ACCEPTED');
CREATE INDEX endorsement_subject ON endorsement (subject_id, id);
CREATE INDEX endorsement_achievement ON endorsement (achievement_id, id) WHERE achievement_id IS NOT NULL;
CREATE INDEX endorsement_subject_tenant ON endorsement (subject_tenant_id, id);
${isolate('verification', 'endorsement', {
  publicRead: `accepted_at IS NOT NULL AND (subject_kind <> 'AWARD' OR EXISTS (SELECT 1 FROM credential c WHERE c.award_id = endorsement.subject_id AND c.latest AND c.public))`,
  personal: `subject_kind = 'AWARD' AND EXISTS (SELECT 1 FROM credential c WHERE c.award_id = endorsement.subject_id AND c.account_id = ${me})`,
})};
CREATE POLICY endorsed ON endorsement FOR SELECT TO verification_app USING (subject_tenant_id = ${mine});
REVOKE DELETE ON endorsement FROM verification_app;
`;

export class FurtherDocuments1795290000500 implements MigrationInterface {
  name = 'FurtherDocuments1795290000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(documents);
    await runner.query(endorsements);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE endorsement, further_status_change, further_document');
  }
}
