/** SQL condition: nobody who was erased or is outside statistics is behind a row with `tenant_id` and `earner_id`. */
export const inFigures = (row: string): string => `
   NOT EXISTS (SELECT 1 FROM person_copy p WHERE p.tenant_id = ${row}.tenant_id AND p.earner_id = ${row}.earner_id AND p.erased_at IS NOT NULL)
   AND NOT EXISTS (SELECT 1 FROM outside_statistics o WHERE o.tenant_id = ${row}.tenant_id AND o.earner_id = ${row}.earner_id)`;

/** What notes earners as due after statements about a table (decision 0010). */
export interface Noting {
  readonly told: string;
  readonly altered: string;
}

/** Of rows with an `earner_id`. */
export const byEarner: Noting = { told: 'note_due_earners', altered: 'note_altered_earners' };
/** Of rows with an `award_id`: whoever holds it. */
export const byAward: Noting = { told: 'note_due_awarded', altered: 'note_due_awarded' };

/** SQL of the triggers by which a table under the facts keeps figures true. */
export const keepsFiguresTrue = (table: string, { told, altered }: Noting): string =>
  [
    `CREATE TRIGGER rollup_insert AFTER INSERT ON ${table} REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ${told}()`,
    `CREATE TRIGGER rollup_delete AFTER DELETE ON ${table} REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ${told}()`,
    `CREATE TRIGGER rollup_update AFTER UPDATE ON ${table} REFERENCING OLD TABLE AS was NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ${altered}()`,
  ].join('; ');
