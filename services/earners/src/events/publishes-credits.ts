import { type CreditEntryFact, creditCycleMet, creditCycleMissed, creditCycleOverdue, creditCycleReinstated, creditPosted, creditReversed, creditRevised } from '@cairn/events';
import { type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { Award } from '../award/award.js';
import type { CreditEntry } from '../maintenance/ledger/credit-entry.js';

type Keeps = Pick<Award, 'tenant' | 'id' | 'earner' | 'issuer' | 'achievement'>;

const fact = (entry: CreditEntry, { earner, issuer }: Keeps): CreditEntryFact => ({
  entry: entry.id,
  version: entry.version,
  earner,
  issuer,
  category: entry.category,
  measure: entry.measure,
  amount: entry.amount / 100,
  on: entry.on,
  provider: entry.provider,
  award: entry.sourceAward,
  state: entry.state,
  at: entry.updatedAt.toISOString(),
});

/** An entry as it is now: its first revision, a later one, or the one by which it counts no more. */
export const creditEvent = (entry: CreditEntry, award: Keeps): NewEvent =>
  newEvent({
    contract: entry.version === 1 ? creditPosted : entry.state === 'REVERSED' ? creditReversed : creditRevised,
    tenant: asUuid(entry.tenant),
    subject: asUuid(entry.id),
    version: entry.version,
    data: fact(entry, award),
    changed: [],
  });

const cycleContracts = { MET: creditCycleMet, OVERDUE: creditCycleOverdue, MISSED: creditCycleMissed, REINSTATED: creditCycleReinstated };

export interface ToldCycle {
  readonly what: keyof typeof cycleContracts;
  readonly cycle: number;
  readonly starts: string;
  readonly ends: string;
  readonly graceEnds: string;
  readonly on: string;
}

/** @param version of what is told of the cycles of the award, counted by itself */
export const cycleEvent = ({ tenant, id, earner, achievement }: Keeps, version: number, { what, ...cycle }: ToldCycle, at: Date): NewEvent =>
  newEvent({
    contract: cycleContracts[what],
    tenant: asUuid(tenant),
    subject: asUuid(id),
    version,
    data: { award: id, version, earner, achievement, ...cycle, at: at.toISOString() },
    changed: [],
  });
