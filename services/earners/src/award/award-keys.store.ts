import type { Mark } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** A client's idempotency key with the hash of its request. */
export interface AskedKey {
  readonly client: string;
  readonly key: string;
  readonly hash: string;
}

export interface KeptAnswer {
  readonly id: string;
  readonly marks: readonly Mark[];
}

/** The table of `once` (@cairn/messaging), for many keys in one statement. */
@Injectable()
export class AwardKeysStore {
  /** Holds the keys to the end of the transaction and answers those used before, by place. */
  async hold(tx: Tx, tenant: string, asked: readonly AskedKey[]): Promise<Map<number, { hash: string; answer: KeptAnswer }>> {
    const clients = asked.map(({ client }) => client);
    const keys = asked.map(({ key }) => key);
    await tx.query(
      `SELECT pg_advisory_xact_lock(lock) FROM (
         SELECT DISTINCT hashtextextended($1 || client || key, 0) AS lock FROM unnest($2::text[], $3::text[]) AS t (client, key) ORDER BY 1
       ) AS locks`,
      [tenant, clients, keys],
    );
    const rows = await tx.query<{ at: number; hash: string; answer: { value: KeptAnswer } }>(
      `SELECT asked.at::int - 1 AS at, i.request_hash AS hash, i.answer
         FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS asked (client, key, at)
         JOIN idempotency i ON i.tenant_id = $1::uuid AND i.client = asked.client AND i.key = asked.key`,
      [tenant, clients, keys],
    );
    return new Map(rows.map(({ at, hash, answer }) => [at, { hash, answer: answer.value }]));
  }

  async remember(tx: Tx, tenant: string, answers: readonly (AskedKey & { readonly answer: KeptAnswer })[]): Promise<void> {
    await tx.query(
      `INSERT INTO idempotency (tenant_id, client, key, request_hash, answer)
       SELECT $1::uuid, client, key, hash, answer FROM unnest($2::text[], $3::text[], $4::text[], $5::jsonb[]) AS t (client, key, hash, answer)`,
      [
        tenant,
        answers.map(({ client }) => client),
        answers.map(({ key }) => key),
        answers.map(({ hash }) => hash),
        answers.map(({ answer }) => JSON.stringify({ value: answer })),
      ],
    );
  }
}
