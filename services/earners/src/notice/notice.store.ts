import { countRows, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Notice, NoticeKind, NoticeReason, NoticeState } from './notice.js';

const columns = `n.tenant_id AS tenant, n.id, n.kind, n.about, n.about_version AS version, n.earner_id AS earner, n.language, n.facts, n.sealed,
  n.state, n.why, n.attempts, n.created_at AS "createdAt", n.sent_at AS "sentAt"`;

/** A notice that is written now. */
export type WrittenNotice = Pick<Notice, 'tenant' | 'id' | 'kind' | 'about' | 'version' | 'earner' | 'language' | 'facts' | 'sealed'>;

/** How sending ended: `dueAt` when it is tried again. */
export interface Ending {
  readonly state: Exclude<NoticeState, 'SENDING'>;
  readonly why?: NoticeReason;
  readonly dueAt?: Date;
}

export interface NoticeConditions {
  readonly earner: string | null;
  readonly about: string | null;
  readonly kinds: readonly NoticeKind[] | null;
  readonly states: readonly NoticeState[] | null;
}

const conditions = `n.tenant_id = $1 AND ($2::uuid IS NULL OR n.earner_id = $2) AND ($3::uuid IS NULL OR n.about = $3)
  AND ($4::text[] IS NULL OR n.kind = ANY($4)) AND ($5::text[] IS NULL OR n.state = ANY($5))`;
const values = (tenant: string, { earner, about, kinds, states }: NoticeConditions) => [tenant, earner, about, kinds, states];

@Injectable()
export class NoticeStore {
  /** Stores those of them that were not written before. */
  async add(tx: Tx, notices: readonly WrittenNotice[], at: Date): Promise<void> {
    if (notices.length === 0) return;
    await tx.query(
      `INSERT INTO notice (tenant_id, id, kind, about, about_version, earner_id, language, facts, sealed, state, attempts, due_at, created_at)
       SELECT tenant, id, kind, about, version, earner, language, facts, sealed, 'PENDING', 0, $10, $10
         FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::int[], $6::uuid[], $7::text[], $8::jsonb[], $9::bytea[])
           AS n (tenant, id, kind, about, version, earner, language, facts, sealed)
       ON CONFLICT ON CONSTRAINT notice_once DO NOTHING`,
      [
        notices.map(({ tenant }) => tenant),
        notices.map(({ id }) => id),
        notices.map(({ kind }) => kind),
        notices.map(({ about }) => about),
        notices.map(({ version }) => version),
        notices.map(({ earner }) => earner),
        notices.map(({ language }) => language),
        notices.map(({ facts }) => JSON.stringify(facts)),
        notices.map(({ sealed }) => sealed),
        at,
      ],
    );
  }

  /** Takes some that are due, and marks that they are being sent. Others who look at the same time get others. Worker role only. */
  take(tx: Tx, at: Date, limit: number): Promise<Notice[]> {
    return tx.query(
      `UPDATE notice n SET state = 'SENDING', attempts = n.attempts + 1, sending_at = $1, due_at = NULL
         FROM (SELECT d.tenant_id, d.id FROM notice d WHERE d.state = 'PENDING' AND d.due_at <= $1 ORDER BY d.due_at LIMIT $2 FOR UPDATE SKIP LOCKED) due
        WHERE n.tenant_id = due.tenant_id AND n.id = due.id RETURNING ${columns}`,
      [at, limit],
    );
  }

  /** What was being sent is over; nothing that was sealed for the mail is kept beyond it. */
  async end(tx: Tx, { tenant, id }: Notice, { state, why = undefined, dueAt = undefined }: Ending, at: Date): Promise<void> {
    await tx.query(
      `UPDATE notice SET state = $3, why = $4, due_at = $5, sent_at = CASE WHEN $3 = 'SENT' THEN $6::timestamptz END,
              sealed = CASE WHEN $3 = 'PENDING' THEN sealed END
        WHERE tenant_id = $1 AND id = $2 AND state = 'SENDING'`,
      [tenant, id, state, why ?? null, dueAt ?? null, at],
    );
  }

  /** Whoever sent these since before `since` is gone, and nobody knows whether the mail went out. Worker role only. */
  async giveUp(tx: Tx, since: Date): Promise<void> {
    await tx.query(`UPDATE notice SET state = 'UNCERTAIN', sealed = NULL WHERE state = 'SENDING' AND sending_at <= $1`, [since]);
  }

  /** Nobody is told anything about people who were erased. */
  async forget(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    await tx.query(
      `UPDATE notice SET sealed = NULL, due_at = NULL, state = CASE state WHEN 'PENDING' THEN 'SUPPRESSED' ELSE state END,
              why = CASE state WHEN 'PENDING' THEN 'ERASED' ELSE why END
        WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[])`,
      [tenant, earners],
    );
  }

  /** Latest first. */
  page(tx: Tx, tenant: string, filter: NoticeConditions, after: readonly [string, string] | null, limit: number): Promise<Notice[]> {
    return tx.query(
      `SELECT ${columns} FROM notice n WHERE ${conditions} AND ($6::timestamptz IS NULL OR (n.created_at, n.id) < ($6::timestamptz, $7::uuid))
        ORDER BY n.created_at DESC, n.id DESC LIMIT $8`,
      [...values(tenant, filter), after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** The latest 20 of each of several earners. */
  latestOf(tx: Tx, earners: readonly { readonly tenant: string; readonly id: string }[]): Promise<Notice[]> {
    return tx.query(
      `SELECT ${columns} FROM unnest($1::uuid[], $2::uuid[]) AS asked (tenant, earner) CROSS JOIN LATERAL (
         SELECT l.tenant_id, l.id FROM notice l WHERE l.tenant_id = asked.tenant AND l.earner_id = asked.earner ORDER BY l.created_at DESC, l.id DESC LIMIT 20) latest
         JOIN notice n ON n.tenant_id = latest.tenant_id AND n.id = latest.id ORDER BY n.earner_id, n.created_at DESC, n.id DESC`,
      [earners.map(({ tenant }) => tenant), earners.map(({ id }) => id)],
    );
  }

  /** Exact up to 10,000, null beyond. */
  count(tx: Tx, tenant: string, filter: NoticeConditions): Promise<number | null> {
    return countRows(tx, `SELECT 1 FROM notice n WHERE ${conditions}`, values(tenant, filter));
  }
}
