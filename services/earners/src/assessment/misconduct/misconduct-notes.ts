import { note } from '@cairn/audit';
import type { Tx } from '@cairn/postgres';
import type { MisconductCase } from './misconduct.js';

type Deed = 'reported' | 'notice-given' | 'notice-answered' | 'voted' | 'vote-closed';

/**
 * Notes a deed in a case for the tenant's trail. About nobody, since it names who did it, and the trail about an earner is his to
 * read; what becomes of his submission or award is told by its own events.
 */
export const noteMisconduct = (tx: Tx, { tenant, id }: Pick<MisconductCase, 'tenant' | 'id'>, deed: Deed): Promise<void> =>
  note(tx, { tenant, action: `cairn.misconduct-case.${deed}`, subject: id, subjectKind: 'MISCONDUCT_CASE' });
