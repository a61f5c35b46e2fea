import {
  consentGiven,
  consentGroupsStated,
  consentWithdrawn,
  creditCycleMet,
  creditCycleMissed,
  creditCycleOverdue,
  creditCycleReinstated,
  credentialsVerified,
  submissionChanged,
  submissionDenied,
  submissionGranted,
  submissionReturned,
  submissionSubmitted,
  submissionWithdrawn,
} from '@cairn/events';
import { type Listener, listenTo, listenToRuns, type Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import type { CycleStore } from '../analytics/cycle/cycle.store.js';
import type { AttemptStore } from '../analytics/review/attempt.store.js';
import type { ConsentCopyStore } from '../analytics/said/consent-copy.store.js';
import type { StatedGroupStore } from '../analytics/said/stated-group.store.js';
import type { VerificationCountStore } from '../analytics/verification-pull/verification-count.store.js';
import type { EarnersInForce } from '../people/earners-in-force.js';

/** Where facts are kept that nothing but figures is made of. */
export interface FigureFacts {
  readonly cycles: CycleStore;
  readonly attempts: AttemptStore;
  readonly consents: ConsentCopyStore;
  readonly groups: StatedGroupStore;
  readonly verifications: VerificationCountStore;
  readonly earners: EarnersInForce;
}

/** What figures are made of beside awards and enrolments. Each listener only keeps it; the sums follow by themselves. */
export const onFigures = (facts: FigureFacts): Listener[] => [...onCycles(facts), ...onReviews(facts), ...onSaid(facts), onVerifications(facts)];

const onCycles = ({ cycles }: FigureFacts): Listener[] => [
  ...[creditCycleMet, creditCycleReinstated].map((contract) => listenTo(contract, (tx, { tenantid, data }) => cycles.put(tx, tenantid, data, data.on))),
  ...[creditCycleOverdue, creditCycleMissed].map((contract) => listenTo(contract, (tx, { tenantid, data }) => cycles.put(tx, tenantid, data, null))),
];

const onReviews = ({ attempts, earners }: FigureFacts): Listener[] => [
  listenTo(submissionSubmitted, async (tx, { tenantid, data }) => attempts.filed(tx, tenantid, await standingFor(earners, tx, tenantid, data.earner), data)),
  listenTo(submissionGranted, (tx, { tenantid, data }) => attempts.decided(tx, tenantid, data, 'granted')),
  listenTo(submissionDenied, (tx, { tenantid, data }) => attempts.decided(tx, tenantid, data, 'refused')),
  listenTo(submissionReturned, (tx, { tenantid, data }) => attempts.decided(tx, tenantid, data, 'returned')),
  listenTo(submissionWithdrawn, (tx, { tenantid, data }) => attempts.withdrawn(tx, tenantid, data)),
  listenTo(submissionChanged, (tx, { tenantid, data }): Promise<Outcome> => (data.what === 'reopened' ? attempts.reopened(tx, tenantid, data) : Promise.resolve('stale'))),
];

const onSaid = ({ consents, groups, earners }: FigureFacts): Listener[] => [
  ...[consentGiven, consentWithdrawn].map((contract) =>
    listenToRuns(contract, async (tx, events): Promise<Outcome> => {
      const [{ tenantid }] = events;
      const withdrawn = contract === consentWithdrawn;
      const told = events.flatMap(({ aggregateversion: version, data: { consent: id, earner: toldOf, purpose } }) =>
        purpose === 'STATISTICS' || purpose === 'TALENT_SEARCH' ? [{ id, toldOf, purpose, withdrawn, version }] : [],
      );
      const standing = await earners.lock(tx, tenantid, told.map(({ toldOf }) => toldOf));
      // Of one who was erased it is kept on his own record, which is in no figure.
      const copies = told.map((one) => ({ ...one, earner: standing(one.toldOf) ?? one.toldOf }));
      return (await consents.put(tx, tenantid, [...new Map(copies.map((one) => [one.id, one])).values()])) > 0 ? 'applied' : 'stale';
    }),
  ),
  listenToRuns(consentGroupsStated, async (tx, events): Promise<Outcome> => {
    const [{ tenantid }] = events;
    const standing = await earners.lock(tx, tenantid, events.map(({ data }) => data.earner));
    const said = events.flatMap(({ aggregateversion: version, data: fact }) => {
      const earner = standing(fact.earner);
      // Of somebody who was erased meanwhile nothing is kept.
      return earner === null ? [] : [{ earner, version, fact }];
    });
    return said.length > 0 && (await groups.replace(tx, tenantid, said)) > 0 ? 'applied' : 'stale';
  }),
];

const onVerifications = ({ verifications }: FigureFacts): Listener =>
  listenTo(credentialsVerified, async (tx, { tenantid, data }) => {
    await verifications.add(tx, tenantid, data.counts);
    return 'applied';
  });

/** The record that stands for an earner; of one who was erased his own, which is in no figure. */
const standingFor = async (earners: EarnersInForce, tx: Tx, tenant: string, earner: string): Promise<string> => (await earners.lock(tx, tenant, [earner]))(earner) ?? earner;
