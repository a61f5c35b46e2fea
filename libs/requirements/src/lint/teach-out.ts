import type { Pathway } from '../language/pathway.js';
import type { LintContext } from './context.js';
import { error, type LintFinding } from './finding.js';

/** SHORTENED_TEACH_OUT and REPLACE_WITHOUT_DRY_RUN: what would change the rules under people who are enrolled. */
export function teachOut({ version, versioning }: Pathway, { versions = [], dryRun = false }: LintContext): LintFinding[] {
  const { appliesToEnrolledIn, teachOutUntil } = versioning ?? {};
  const open = versions.filter(({ hasOpenEnrolments }) => hasOpenEnrolments);
  const found = open.flatMap((one) =>
    one.number === version && one.teachOutUntil !== null && teachOutUntil !== undefined && teachOutUntil < one.teachOutUntil
      ? [error('SHORTENED_TEACH_OUT', [], `Those enrolled in version ${one.number} were promised it until ${one.teachOutUntil}.`)]
      : [],
  );
  if (appliesToEnrolledIn?.mode !== 'replace') return found;
  const { from } = appliesToEnrolledIn;
  const replaced = open.filter(({ number }) => appliesToEnrolledIn.versions.includes(number));
  for (const { number, teachOutUntil: promised } of replaced)
    if (promised !== null && from < promised) found.push(error('SHORTENED_TEACH_OUT', [], `Those enrolled in version ${number} were promised it until ${promised}, and would lose it on ${from}.`));
  if (replaced.length > 0 && !dryRun)
    found.push(error('REPLACE_WITHOUT_DRY_RUN', [], `Version ${replaced.map(({ number }) => number).join(', ')} would be replaced under people who are enrolled in it: preview this definition first, and present the token.`));
  return found;
}
