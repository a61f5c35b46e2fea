import {
  awardAccepted,
  awardBatchIssued,
  awardCancelled,
  awardDeclined,
  awardExpired,
  type AwardFact,
  awardIssued,
  awardOffered,
  awardReinstated,
  awardRenewed,
  awardReplaced,
  awardRevoked,
  awardScheduled,
  awardSuspended,
  awardVisibilityChanged,
} from '@cairn/events';
import { type Listener, listenTo, listenToRuns, type Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { answered, reinstated, replaced, revoked, suspended } from '../holding/holding.js';
import type { HoldingService } from '../holding/holding.service.js';

/** Everything that can happen to an award changes what its earner holds. */
export const onAwards = (holdings: HoldingService): Listener[] => [
  listenTo(awardScheduled, (tx, { tenantid, data }) => holdings.take(tx, tenantid, [data])),
  listenToRuns(awardIssued, (tx, events) => allBegun(holdings, tx, events[0].tenantid, events.map(({ data }) => data))),
  listenTo(awardOffered, (tx, { tenantid, data }) => begun(holdings, tx, tenantid, data)),
  listenToRuns(awardBatchIssued, (tx, events) => inBatches(holdings, tx, events[0].tenantid, events.flatMap(({ data }) => data.awards))),
  listenTo(awardAccepted, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => answered(before, data))),
  listenTo(awardDeclined, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => answered(before, data))),
  listenTo(awardCancelled, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => answered(before, data))),
  listenTo(awardRenewed, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => answered(before, data))),
  listenTo(awardExpired, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => answered(before, data))),
  listenTo(awardSuspended, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => suspended(before, data, data.on))),
  listenTo(awardReinstated, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => reinstated(before, data, data.on))),
  listenTo(awardVisibilityChanged, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => answered(before, data))),
  listenTo(awardRevoked, (tx, { tenantid, data }) =>
    holdings.change(tx, tenantid, data, (before) => revoked(before, data, data.on, data.inError)),
  ),
  listenTo(awardReplaced, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => replaced(before, data, data.on))),
];

/** A new award, or a scheduled one whose day has come. */
const begun = (holdings: HoldingService, tx: Tx, tenant: string, fact: AwardFact): Promise<Outcome> =>
  fact.version > 1 ? holdings.change(tx, tenant, fact, (before) => answered(before, fact)) : holdings.take(tx, tenant, [fact]);

/** Batches of an import follow one another in the log. Larger sets make PostgreSQL slower for each row. */
const batchMax = 2_000;

async function inBatches(holdings: HoldingService, tx: Tx, tenant: string, facts: readonly AwardFact[]): Promise<Outcome> {
  let outcome: Outcome = 'stale';
  for (let at = 0; at < facts.length; at += batchMax) {
    if ((await holdings.take(tx, tenant, facts.slice(at, at + batchMax))) === 'applied') outcome = 'applied';
  }
  return outcome;
}

/** New awards are taken at once, however many there are; a scheduled one among them has to be looked for. */
async function allBegun(holdings: HoldingService, tx: Tx, tenant: string, facts: readonly AwardFact[]): Promise<Outcome> {
  if (facts.every(({ version }) => version === 1)) return holdings.take(tx, tenant, facts);
  const outcomes: Outcome[] = [];
  for (const fact of facts) outcomes.push(await begun(holdings, tx, tenant, fact));
  return (['early', 'applied'] as const).find((outcome) => outcomes.includes(outcome)) ?? 'stale';
}
