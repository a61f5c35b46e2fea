import { accepted, type Decision, refused } from '@cairn/access';
import type { SourceRecord } from '@cairn/bulk';
import { uuidOf } from '@cairn/subgraph';
import { inHundredths } from '../maintenance/ledger/check-entry.js';
import type { CreditFacts } from '../maintenance/ledger/credit-entry.js';
import { Cells } from './cells.js';

export const creditEntryColumns = ['reference', 'awardId', 'awardReference', 'category', 'measure', 'amount', 'on', 'providerId', 'activity'] as const;

/** One line of an import of credit entries. Ids are bare. */
export interface CreditEntryRow {
  readonly reference: string;
  readonly award: { readonly id: string } | { readonly reference: string };
  readonly facts: CreditFacts;
}

/** Reads one line; what the rule of the award has against it is told when it is entered. */
export function readCreditEntryRow(record: SourceRecord): Decision<CreditEntryRow> {
  const cells = new Cells(record);
  const reference = cells.text('reference');
  if (reference === null) cells.refuse('reference', 'Every line needs a reference of its own: it makes a repeated upload harmless.', 'FIELD_MISSING');
  else if (reference.length > 200 || /\p{Cc}/u.test(reference)) cells.refuse('reference', 'A reference has 1 to 200 characters and no control characters.');
  const award = awardOf(cells);
  const measure = cells.text('measure');
  if (measure === null) cells.refuse('measure', 'Say in what it is measured.', 'FIELD_MISSING');
  const amount = amountOf(cells);
  const on = cells.date('on');
  if (on === null && !record.on) cells.refuse('on', 'State the day of the activity.', 'FIELD_MISSING');
  const providerId = cells.text('providerId');
  const provider = providerId === null ? null : uuidOf('Issuer', providerId);
  if (provider === undefined) cells.refuse('providerId', 'The id of an issuer begins with `iss_`.');
  const facts = { category: cells.text('category'), measure: measure ?? '', amount, on: on ?? '', provider: provider ?? null, activity: cells.text('activity'), evidence: null };
  if (cells.faults.length > 0 || reference === null || !award) return refused(...cells.faults);
  return accepted({ reference, award, facts });
}

function awardOf(cells: Cells): CreditEntryRow['award'] | undefined {
  const awardId = cells.text('awardId');
  const reference = cells.text('awardReference');
  if (awardId === null && reference === null) cells.refuse('awardId', 'Name the award by `awardId` or by its `awardReference`.', 'FIELD_MISSING');
  if (awardId === null) return reference === null ? undefined : { reference };
  const id = uuidOf('Award', awardId);
  if (id === undefined) cells.refuse('awardId', 'The id of an award begins with `awd_`.');
  return id === undefined ? undefined : { id };
}

/** Hundredths; not whole when it has more than two decimals. */
function amountOf(cells: Cells): number {
  const text = cells.text('amount');
  if (text === null) cells.refuse('amount', 'State how much it is worth.', 'FIELD_MISSING');
  else if (!/^-?\d{1,9}(\.\d{1,6})?$/.test(text)) cells.refuse('amount', 'An amount is written like `2.5`.');
  else return inHundredths(Number(text));
  return Number.NaN;
}
