import { accepted, type Decision, refused } from '@cairn/access';
import type { SourceRecord } from '@cairn/bulk';
import { checkEvidence } from '../consent/consent.js';
import { checkIdentifier, type Identifier } from '../earner/identifier.js';
import { answered, type StatisticsGroup } from '../statistics/statistics-group.js';
import { Cells } from './cells.js';

export const statisticsGroupColumns = ['identifierType', 'identifier', 'dimension', 'value', 'since', 'until', 'consentEvidence'] as const;

/** One line of an import of what people say of themselves. */
export interface StatisticsGroupRow {
  readonly identifier: Identifier;
  readonly answer: StatisticsGroup;
  /** Where the paper is on which the person agreed to statistics; null: the consent is on record. */
  readonly evidence: string | null;
}

/** Reads one line; whether it goes with what the person said before is told when it is kept. */
export function readStatisticsGroupRow(record: SourceRecord): Decision<StatisticsGroupRow> {
  const cells = new Cells(record);
  const needed = (name: string, what: string): string => {
    const text = cells.text(name);
    if (text === null && !cells.faults.some(({ field }) => field?.[0] === name)) cells.refuse(name, what, 'FIELD_MISSING');
    return text ?? '';
  };
  const type = cells.identifierType();
  if (type === null && !record.identifierType) cells.refuse('identifierType', 'Say which kind of identifier it is.', 'FIELD_MISSING');
  const value = needed('identifier', 'Say who the earner is.');
  const said = { dimension: needed('dimension', 'Say what is answered, for example `region`.'), value: needed('value', 'Say what the answer is.') };
  const days = { since: cells.date('since'), until: cells.date('until') };
  const evidence = cells.text('consentEvidence');
  if (cells.faults.length > 0 || type === null) return refused(...cells.faults);
  const identifier = checkIdentifier(type, value, 'identifier');
  const answer = answered([], { ...said, ...days });
  const note = evidence === null ? accepted(null) : checkEvidence(evidence);
  if (identifier.ok && answer.ok && note.ok) {
    return accepted({ identifier: identifier.value, answer: answer.value.said[0] ?? { ...said, ...days }, evidence: note.value });
  }
  return refused(
    ...(identifier.ok ? [] : identifier.refusals),
    ...(answer.ok ? [] : answer.refusals),
    ...(note.ok ? [] : note.refusals.map((fault) => ({ ...fault, field: ['consentEvidence'] }))),
  );
}
