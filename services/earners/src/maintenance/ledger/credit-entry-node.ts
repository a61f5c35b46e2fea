import { publicId } from '@cairn/subgraph';
import type { CreditEntry } from './credit-entry.js';

/** An entry as the schema has it. */
export const creditEntryNode = (entry: CreditEntry) => ({
  __typename: 'CreditEntry' as const,
  id: publicId('CreditEntry', entry.id),
  row: entry,
  category: entry.category,
  measure: entry.measure,
  amount: entry.amount / 100,
  on: entry.on,
  provider: entry.provider === null ? null : { __typename: 'Issuer' as const, id: publicId('Issuer', entry.provider) },
  activity: entry.activity,
  source: entry.source,
  reference: entry.reference,
  evidenceId: entry.evidence && publicId('Evidence', entry.evidence),
  state: entry.state,
  reason: entry.reason,
  audit: entry.audit,
  version: entry.version,
  createdAt: entry.createdAt,
  updatedAt: entry.updatedAt,
});

export type CreditEntryNode = ReturnType<typeof creditEntryNode>;
