import { workerOnly } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
-- The one open challenge of an account.
CREATE TABLE key_challenge (
  account_id uuid PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  did_hash text NOT NULL,
  nonce_hash text NOT NULL,
  expires_at timestamptz NOT NULL
);
${workerOnly('issuers', 'key_challenge')};

-- The DID is sealed; of it a keyed hash is found.
CREATE TABLE proven_key (
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  did_hash text NOT NULL,
  sealed bytea NOT NULL,
  proven_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, did_hash)
);
${workerOnly('issuers', 'proven_key')};
`;

export class ProvenKeys1795400000900 implements MigrationInterface {
  name = 'ProvenKeys1795400000900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE proven_key, key_challenge');
  }
}
