import { countOf } from '../reading/json-value.js';
import { readTable, type Row } from '../reading/table.js';
import { Unreadable } from '../reading/unreadable.js';
import type { ImportedDocument } from '../report/imported.js';
import { Report } from '../report/report.js';
import { pathwayOf } from './learning-path.js';

/**
 * Milestone badges in the manner of Open Badge Factory: a row for each required badge, with the columns `milestone`,
 * `required badge` and `required number`. Each milestone becomes a pathway. Throws `Unreadable`.
 */
export function importMilestones(text: string): ImportedDocument {
  const { columns, rows } = readTable(text);
  if (!columns.includes('milestone') || !columns.includes('requiredbadge')) {
    throw new Unreadable('NOT_THIS_FORMAT', 'a table of milestones has the columns milestone, required badge and required number', 'row 1');
  }
  const document = new Report();
  const usable = rows.filter(({ number, cells }) => {
    const whole = cells.get('milestone') !== '' && (cells.get('requiredbadge') ?? '') !== '';
    if (!whole) document.refused(`row ${number}`, 'names no milestone, or no required badge');
    return whole;
  });
  const milestones = Map.groupBy(usable, ({ cells }) => cells.get('milestone') ?? '');
  if (milestones.size === 0) document.refused('', 'the table holds no milestone');
  return { pathways: [...milestones].map(([milestone, asked]) => milestonePathway(milestone, asked)), report: document.findings };
}

function milestonePathway(milestone: string, rows: readonly Row[]): ReturnType<typeof pathwayOf> {
  const report = new Report();
  const [first] = rows;
  const construct = `row ${first?.number ?? 0}`;
  const said = rows.map(({ number, cells }) => ({ number, cell: cells.get('requirednumber') ?? '' })).filter(({ cell }) => cell !== '');
  for (const { number, cell } of said) {
    if (countOf(cell) === null) throw new Unreadable('NOT_CSV', `“${cell.slice(0, 40)}” is no number of badges`, `row ${number}`);
    if (cell !== said[0]?.cell) throw new Unreadable('NOT_CSV', `the milestone ${milestone} has two required numbers`, `row ${number}`);
  }
  if (said.length === 0) report.approximated(construct, 'no required number: all of the badges are needed');
  const steps = rows.map(({ cells }) => ({ iri: cells.get('requiredbadge') ?? '', name: cells.get('badgename') || null }));
  const completion = { iri: milestone, name: first?.cells.get('milestonename') || milestone, autoIssue: true };
  return pathwayOf({ source: milestone, construct, title: completion.name, steps, required: countOf(said[0]?.cell), ordered: false, completion }, report);
}
