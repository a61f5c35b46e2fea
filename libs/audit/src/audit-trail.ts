import type { Acting } from '@cairn/access';
import type { Tx } from '@cairn/postgres';

/** One entry, as stored. Ids are bare. */
export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actorKind: Acting['kind'];
  readonly actor: string | null;
  readonly requestId: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subject: string;
  /** How many earners it is about. */
  readonly earners: number;
}

/** All given conditions must hold. */
export interface AuditConditions {
  readonly actors?: readonly string[] | null;
  readonly subjects?: readonly string[] | null;
  readonly earner?: string | null;
  readonly actions?: readonly string[] | null;
  readonly actionStartsWith?: string | null;
  readonly from?: Date | null;
  readonly before?: Date | null;
}

export interface AuditPage {
  readonly tenant: string;
  readonly conditions: AuditConditions;
  /** The id to go on below. */
  readonly after: string | null;
  readonly limit: number;
}

/** A tenant's trail in one service's database, newest first. */
export class AuditTrail {
  page(tx: Tx, { tenant, conditions, after, limit }: AuditPage): Promise<AuditRow[]> {
    const { actors, subjects, earner, actions, actionStartsWith, from, before } = conditions;
    const values: unknown[] = [];
    const value = (one: unknown): string => `$${values.push(one)}`;
    const about = earner ? `JOIN audit_earner a ON a.tenant_id = e.tenant_id AND a.entry_id = e.id` : '';
    const id = earner ? 'a.entry_id' : 'e.id'; // the column in whose order the index that serves best is read
    const wanted = [`e.tenant_id = ${value(tenant)}`];
    if (earner) wanted.push(`a.tenant_id = $1 AND a.earner_id = ${value(earner)}`);
    if (after) wanted.push(`${id} < ${value(after)}::uuid`);
    if (actors) wanted.push(`e.actor = ANY(${value(actors)}::uuid[])`);
    if (subjects) wanted.push(`e.subject = ANY(${value(subjects)}::uuid[])`);
    if (actions) wanted.push(`e.action = ANY(${value(actions)}::text[])`);
    if (actionStartsWith) wanted.push(`starts_with(e.action, ${value(actionStartsWith)})`);
    if (from) wanted.push(`e.at >= ${value(from)}`, `${id} >= ${value(idAt(from.getTime() - clockSlackMs))}::uuid`);
    if (before) wanted.push(`e.at < ${value(before)}`, `${id} < ${value(idAt(before.getTime() + clockSlackMs))}::uuid`);
    return tx.compose(
      `SELECT e.id, e.at, e.actor_kind AS "actorKind", e.actor, e.request_id AS "requestId", e.action, e.subject_kind AS "subjectKind", e.subject, e.earners
        FROM audit_entry e ${about} WHERE ${wanted.join(' AND ')} ORDER BY ${id} DESC LIMIT ${value(limit)}`,
      values,
    );
  }
}

/** How far the clock of a service, which makes ids, may be from that of its database, which tells `at`. */
const clockSlackMs = 5 * 60_000;

/** The lowest UUIDv7 of an instant. */
function idAt(ms: number): string {
  const time = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
