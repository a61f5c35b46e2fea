import { createHash } from 'node:crypto';
import { type Decision, refusal, refused } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import canonicalize from 'canonicalize';

export interface IdempotentRequest {
  readonly tenant: string | null;
  readonly client: string | null;
  /** The client's key; without one the work simply runs. */
  readonly key: string | null | undefined;
  /** What the client asked; compared by the hash of its RFC 8785 form. */
  readonly request: unknown;
}

/**
 * Runs the work once for a key of a client, in the caller's transaction, and answers repetitions with the stored answer
 * for 7 days. Refusals of the work are not stored, so a client may correct its input under the same key. Refuses a key
 * that came with another request (IDEMPOTENCY_KEY_REUSED) or is being worked on (IDEMPOTENCY_KEY_IN_USE, retryable).
 */
export async function once<T>(tx: Tx, asked: IdempotentRequest, run: () => Promise<Decision<T>>): Promise<Decision<T>> {
  const { tenant, client, key } = asked;
  if (key === null || key === undefined || tenant === null) return run();
  const hash = createHash('sha256').update(canonicalize(asked.request) ?? '').digest('hex');
  const [found] = await tx.query<{ mine: boolean; requestHash: string | null; answer: { value: T } | null }>(
    `SELECT pg_try_advisory_xact_lock(hashtextextended($1::text || $2::text || $3::text, 0)) AS mine, request_hash AS "requestHash", answer
     FROM (SELECT 1) AS always LEFT JOIN idempotency ON tenant_id = ($1::text)::uuid AND client = $2::text AND key = $3::text`,
    [tenant, client ?? '', key],
  );
  if (found?.answer) {
    if (found.requestHash !== hash) return refused(refusal('IDEMPOTENCY_KEY_REUSED', 'This key came with another request.', 'idempotencyKey'));
    return { ok: true, value: found.answer.value };
  }
  if (!found?.mine) {
    return refused(refusal('IDEMPOTENCY_KEY_IN_USE', 'A request with this key is being worked on. Ask again in a second.', 'idempotencyKey'));
  }
  const decision = await run();
  if (decision.ok) await remember(tx, asked, hash, decision.value);
  return decision;
}

async function remember(tx: Tx, { tenant, client, key }: IdempotentRequest, hash: string, value: unknown): Promise<void> {
  const kept = await tx.query(
    `INSERT INTO idempotency (tenant_id, client, key, request_hash, answer) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING 1 AS kept`,
    [tenant, client ?? '', key, hash, JSON.stringify({ value })],
  );
  // The former holder committed between our look and our lock: run again, and find its answer.
  if (kept.length === 0) throw Object.assign(new Error('the idempotency key was just used'), { code: '40001' });
}
