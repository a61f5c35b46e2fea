import { reportText } from '../terminal/report-text.js';
import type { MigrationReport } from './report.js';

const shown = 20;

/** The report for whoever sits at a terminal: counts, what differs and what was refused, and nobody's name. */
export function migrationText({ dryRun, counts, pathways, refusals, leftBehind, formerAddresses }: MigrationReport): string {
  const drafts = pathways.filter(({ state }) => state === 'DRAFT');
  const differing = pathways.filter(({ differences }) => differences.length > 0);
  return [
    ...(dryRun ? ['Dry run: nothing was written.'] : []),
    reportText(counts),
    ...drafts.map(({ title, findings }) => `DRAFT ${title}: ${findings.filter(({ level }) => level === 'error').map(({ code, message }) => `${code}: ${message}`).join(' ')}`),
    ...pathways.flatMap(({ title, report }) => report.map(({ outcome, construct, note }) => `${outcome} ${title} ${construct}: ${note}`)).slice(0, shown),
    ...pathways.flatMap(({ title, withoutBadge }) => (withoutBadge ? [`${title}: ${withoutBadge} earners are complete and lack the badge for it; the pathway awards it.`] : [])),
    ...differing.map(({ title, earnersCompared, differences }) => `${title}: ${differences.length} of ${earnersCompared ?? 0} earners are judged otherwise; --report FILE says whom and why. Badges that they hold stand.`),
    ...refusals.slice(0, shown).map(({ kind, file, item, code, field, message }) => `REFUSED ${kind} ${file} ${item}: ${code}${field ? ` (${field})` : ''}: ${message}`),
    ...(refusals.length > shown ? [`… and ${refusals.length - shown} more: --report FILE`] : []),
    ...Object.entries(leftBehind).map(([what, times]) => `${times} × ${what}: told by the former documents alone`),
    ...(counts.formerDocuments.lines > 0 ? [`Former addresses answer at ${formerAddresses}; have the former host redirect to it.`] : []),
  ].join('\n');
}
