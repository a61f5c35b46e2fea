import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const offers = `
CREATE TABLE wallet_offer (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  award_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('OFFERED', 'REDEEMED', 'TAKEN', 'LOCKED', 'WITHDRAWN')),
  code_hash bytea NOT NULL CHECK (length(code_hash) = 32),
  transaction_code_hash bytea NOT NULL CHECK (length(transaction_code_hash) = 32),
  wrong int NOT NULL DEFAULT 0 CHECK (wrong >= 0),
  token_hash bytea CHECK (length(token_hash) = 32),
  token_until timestamptz,
  document_id uuid,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  taken_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, code_hash),
  UNIQUE (tenant_id, token_hash),
  FOREIGN KEY (tenant_id, document_id) REFERENCES further_document (tenant_id, id),
  CHECK ((token_hash IS NOT NULL) = (state IN ('REDEEMED', 'TAKEN'))),
  CHECK ((document_id IS NOT NULL) = (state = 'TAKEN'))
);
COMMENT ON TABLE wallet_offer IS 'Offers of a credential to a wallet (OID4VCI). Of codes and tokens only hashes are kept.';
CREATE INDEX wallet_offer_award ON wallet_offer (tenant_id, award_id);
${isolate('verification', 'wallet_offer', {
  personal: `EXISTS (SELECT 1 FROM credential c WHERE c.award_id = wallet_offer.award_id AND c.account_id = ${me})`,
})};
REVOKE DELETE ON wallet_offer FROM verification_app;

CREATE TABLE wallet_nonce (
  tenant_id uuid NOT NULL,
  nonce_hash bytea NOT NULL CHECK (length(nonce_hash) = 32),
  until timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, nonce_hash)
);
COMMENT ON TABLE wallet_nonce IS 'Nonces that a proof has used. Which ones were given out nobody keeps: they are sealed and say when they lapse.';
${isolate('verification', 'wallet_nonce')};
REVOKE UPDATE ON wallet_nonce FROM verification_app;
`;

export class WalletOffers1795290000520 implements MigrationInterface {
  name = 'WalletOffers1795290000520';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(offers);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE wallet_nonce, wallet_offer');
  }
}
