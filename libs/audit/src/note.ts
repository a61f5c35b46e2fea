import { type Acting, whoActs } from '@cairn/access';
import { newId, type Tx } from '@cairn/postgres';

/** One deed for the trail. Ids are bare; nothing here may say who a person is. */
export interface Noted {
  readonly tenant: string;
  /** The type of the event that tells of it, or words of the same form: `cairn.api-client.created`, `read.earner-identifiers`. */
  readonly action: string;
  /** What was acted on, and its kind in capitals: `AWARD`, `IMPORT_JOB`. */
  readonly subject: string;
  readonly subjectKind: string;
  /** Whom it is about; each of them may read the entry. */
  readonly earners?: readonly string[];
  /** Who did it, where that is not who acts now (see whoActs). */
  readonly by?: Acting;
}

/** Adds to the trail in the caller's transaction. What tells others of itself by an event is noted with it (appendEvents). */
export async function note(tx: Tx, ...deeds: readonly Noted[]): Promise<void> {
  if (deeds.length > 0) await tx.query(statement, noteValues(deeds));
}

/** How many values the parts of a statement below need. */
export const NOTE_VALUES = 11;

/**
 * Parts of a WITH that add to the trail, for a statement that writes something else too.
 *
 * @param first number of the first of its values
 */
export function noteParts(first: number): string {
  const [tenant, id, kind, actor, request, action, subjectKind, subject, earners, earner, of] = Array.from({ length: NOTE_VALUES }, (_, at) => `$${first + at}`);
  return `noted AS (
    INSERT INTO audit_entry (tenant_id, id, actor_kind, actor, request_id, action, subject_kind, subject, earners)
    SELECT tenant_id, id, actor_kind, actor, request_id, action, subject_kind, subject, earners
      FROM unnest(${tenant}::uuid[], ${id}::uuid[], ${kind}::text[], ${actor}::uuid[], ${request}::text[], ${action}::text[],
        ${subjectKind}::text[], ${subject}::uuid[], ${earners}::int[])
        AS d (tenant_id, id, actor_kind, actor, request_id, action, subject_kind, subject, earners)
  ), noted_earner AS (
    INSERT INTO audit_earner (tenant_id, earner_id, entry_id)
    SELECT (${tenant}::uuid[])[deed], earner, (${id}::uuid[])[deed] FROM unnest(${earner}::uuid[], ${of}::int[]) AS e (earner, deed)
  )`;
}

const statement = `WITH ${noteParts(1)} SELECT 1`;

/** The values for `noteParts`, in order. */
export function noteValues(deeds: readonly Noted[]): unknown[][] {
  const here = whoActs();
  const acting = deeds.map(({ by }) => by ?? here);
  const about = deeds.map(({ earners = [] }) => [...new Set(earners)]);
  return [
    deeds.map(({ tenant }) => tenant),
    deeds.map(() => newId()),
    acting.map(({ kind }) => kind),
    acting.map(({ actor }) => actor),
    acting.map(({ request }) => request),
    deeds.map(({ action }) => action),
    deeds.map(({ subjectKind }) => subjectKind),
    deeds.map(({ subject }) => subject),
    about.map(({ length }) => length),
    about.flat(),
    about.flatMap((earners, index) => earners.map(() => index + 1)),
  ];
}
