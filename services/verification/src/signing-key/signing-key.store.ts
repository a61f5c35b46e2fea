import type { KeyAlgorithm, KeyState } from '@cairn/credentials';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { SigningKey } from './signing-key.js';

/** One more step in the life of a key. */
export interface KeyStep {
  readonly tenant: string;
  readonly key: string;
  readonly state: KeyState;
  /** From when it holds; for a compromise it may lie before `recordedAt`. */
  readonly at: Date;
  readonly recordedAt: Date;
  readonly actor: string | null;
  readonly reason: string | null;
}

interface KeyRow extends Omit<SigningKey, 'history'> {
  readonly history: readonly { state: KeyState; at: string; recordedAt: string }[];
}

@Injectable()
export class SigningKeyStore {
  async insert(tx: Tx, key: Omit<SigningKey, 'did' | 'history'>): Promise<void> {
    await tx.query(
      `INSERT INTO signing_key (tenant_id, id, issuer_id, generation, algorithm, public_key_multibase, public_jwk, custody)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        key.tenant,
        key.id,
        key.issuer,
        key.generation,
        key.algorithm,
        key.publicKeyMultibase,
        key.publicKeyJwk && JSON.stringify(key.publicKeyJwk),
        key.custody,
      ],
    );
  }

  /** One more row of a key's history. */
  async enter(tx: Tx, step: KeyStep): Promise<void> {
    await tx.query(
      `INSERT INTO signing_key_transition (tenant_id, key_id, state, at, recorded_at, actor, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [step.tenant, step.key, step.state, step.at, step.recordedAt, step.actor, step.reason],
    );
  }

  /** Keys of issuers with their history, newest first; at most 100 of each issuer. */
  async ofIssuers(tx: Tx, issuers: readonly string[]): Promise<SigningKey[]> {
    const rows = await tx.query<KeyRow>(
      `SELECT k.id, k.tenant_id AS tenant, k.issuer_id AS issuer, i.did, k.generation, k.algorithm, k.public_key_multibase AS "publicKeyMultibase",
              k.public_jwk AS "publicKeyJwk", k.custody,
              (SELECT jsonb_agg(jsonb_build_object('state', t.state, 'at', t.at, 'recordedAt', t.recorded_at) ORDER BY t.at)
                 FROM signing_key_transition t WHERE t.tenant_id = k.tenant_id AND t.key_id = k.id) AS history
         FROM issuer_identity i
         JOIN LATERAL (SELECT id, tenant_id, issuer_id, generation, algorithm, public_key_multibase, public_jwk, custody FROM signing_key k
                        WHERE k.issuer_id = i.issuer_id ORDER BY generation DESC LIMIT 100) k ON true
        WHERE i.issuer_id = ANY($1::uuid[]) ORDER BY k.generation DESC`,
      [issuers],
    );
    return rows.map(({ history, ...key }) => ({
      ...key,
      history: (history ?? []).map(({ state, at, recordedAt }) => ({ state, at: new Date(at), recordedAt: new Date(recordedAt) })),
    }));
  }

  /** With which algorithm issuers want their JWTs signed, where they said so. */
  async jwtAlgorithms(tx: Tx, issuers: readonly string[]): Promise<Map<string, KeyAlgorithm>> {
    const rows = await tx.query<{ issuer: string; algorithm: KeyAlgorithm }>(
      'SELECT issuer_id AS issuer, jwt_algorithm AS algorithm FROM issuer_signing WHERE issuer_id = ANY($1::uuid[])',
      [issuers],
    );
    return new Map(rows.map(({ issuer, algorithm }) => [issuer, algorithm]));
  }

  async setJwtAlgorithm(tx: Tx, tenant: string, issuer: string, algorithm: 'ES256' | 'RS256'): Promise<void> {
    await tx.query(
      `INSERT INTO issuer_signing (tenant_id, issuer_id, jwt_algorithm) VALUES ($1, $2, $3)
       ON CONFLICT (tenant_id, issuer_id) DO UPDATE SET jwt_algorithm = excluded.jwt_algorithm`,
      [tenant, issuer, algorithm],
    );
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
