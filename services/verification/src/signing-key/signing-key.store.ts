import type { KeyState } from '@cairn/credentials';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { SigningKey } from './signing-key.js';

interface KeyRow extends Omit<SigningKey, 'history'> {
  readonly history: readonly { state: KeyState; at: string; recordedAt: string }[];
}

@Injectable()
export class SigningKeyStore {
  async insert(tx: Tx, key: Pick<SigningKey, 'tenant' | 'id' | 'issuer' | 'generation' | 'publicKeyMultibase'>): Promise<void> {
    await tx.query(
      `INSERT INTO signing_key (tenant_id, id, issuer_id, generation, public_key_multibase) VALUES ($1, $2, $3, $4, $5)`,
      [key.tenant, key.id, key.issuer, key.generation, key.publicKeyMultibase],
    );
  }

  /** One more row of a key's history. */
  async enter(tx: Tx, step: { tenant: string; key: string; state: KeyState; at: Date; actor: string | null }): Promise<void> {
    await tx.query(
      `INSERT INTO signing_key_transition (tenant_id, key_id, state, at, recorded_at, actor) VALUES ($1, $2, $3, $4, $4, $5)`,
      [step.tenant, step.key, step.state, step.at, step.actor],
    );
  }

  /** Keys of issuers with their history, newest first; at most 100 of each issuer. */
  async ofIssuers(tx: Tx, issuers: readonly string[]): Promise<SigningKey[]> {
    const rows = await tx.query<KeyRow>(
      `SELECT k.id, k.tenant_id AS tenant, k.issuer_id AS issuer, i.did, k.generation, k.public_key_multibase AS "publicKeyMultibase",
              (SELECT jsonb_agg(jsonb_build_object('state', t.state, 'at', t.at, 'recordedAt', t.recorded_at) ORDER BY t.at)
                 FROM signing_key_transition t WHERE t.tenant_id = k.tenant_id AND t.key_id = k.id) AS history
         FROM issuer_identity i
         JOIN LATERAL (SELECT id, tenant_id, issuer_id, generation, public_key_multibase FROM signing_key k
                        WHERE k.issuer_id = i.issuer_id ORDER BY generation DESC LIMIT 100) k ON true
        WHERE i.issuer_id = ANY($1::uuid[]) ORDER BY k.generation DESC`,
      [issuers],
    );
    return rows.map(({ history, ...key }) => ({
      ...key,
      history: (history ?? []).map(({ state, at, recordedAt }) => ({ state, at: new Date(at), recordedAt: new Date(recordedAt) })),
    }));
  }

  /** Rotations of one issuer go one after another, and wait for documents of the old key that are being stored. */
  async lockForRotation(tx: Tx, issuer: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 1))`, [issuer]);
  }

  /** While this is held no key of these issuers is retired; any number may hold it. In order, so that two never wait for each other. */
  async lockForSigning(tx: Tx, issuers: readonly string[]): Promise<void> {
    await tx.query(
      `SELECT pg_advisory_xact_lock_shared(hashtextextended(issuer, 1)) FROM (SELECT unnest($1::text[]) AS issuer ORDER BY 1) sorted`,
      [[...new Set(issuers)].sort()],
    );
  }
}
