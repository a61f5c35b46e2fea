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
import { type Listener, listenTo } from '@cairn/messaging';
import type { AwardChangeService } from '../award/award-change.service.js';
import type { AwardIntakeService } from '../award/award-intake.service.js';

/** An award becomes a credential to sign; what happens to it later becomes its status. */
export const onAwards = (intake: AwardIntakeService, changes: AwardChangeService): Listener[] => [
  listenTo(awardScheduled, (tx, { id, tenantid, data }) => intake.take(tx, tenantid, id, [data])),
  listenTo(awardIssued, (tx, { id, tenantid, data }) => (data.version > 1 ? changes.take(tx, tenantid, id, begun(data), null) : intake.take(tx, tenantid, id, [data]))),
  listenTo(awardOffered, (tx, { id, tenantid, data }) => (data.version > 1 ? changes.take(tx, tenantid, id, begun(data), null) : intake.take(tx, tenantid, id, [data]))),
  listenTo(awardBatchIssued, (tx, { id, tenantid, data }) => intake.take(tx, tenantid, id, data.awards)),
  listenTo(awardAccepted, (tx, { id, tenantid, data }) => changes.take(tx, tenantid, id, data, null)),
  listenTo(awardDeclined, (tx, { id, tenantid, data }) => changes.take(tx, tenantid, id, data, null)),
  listenTo(awardCancelled, (tx, { id, tenantid, data }) => changes.take(tx, tenantid, id, data, null)),
  listenTo(awardExpired, (tx, { tenantid, data }) => changes.expired(tx, tenantid, data)),
  listenTo(awardRenewed, (tx, { id, tenantid, data }) => changes.renewed(tx, tenantid, id, data)),
  listenTo(awardSuspended, (tx, { id, tenantid, data }) => changes.take(tx, tenantid, id, data, { purpose: 'suspension', value: true })),
  listenTo(awardReinstated, (tx, { id, tenantid, data }) => changes.take(tx, tenantid, id, data, { purpose: 'suspension', value: false })),
  listenTo(awardVisibilityChanged, (tx, { tenantid, data }) => changes.shown(tx, tenantid, data)),
  listenTo(awardRevoked, (tx, { id, tenantid, data }) => changes.take(tx, tenantid, id, data, { purpose: 'revocation', value: true })),
  listenTo(awardReplaced, (tx, { id, tenantid, data }) =>
    changes.take(tx, tenantid, id, data, { purpose: 'revocation', value: true }, data.replacedBy),
  ),
];

/** A scheduled award whose day has come: it is one since it was recorded as such. */
const begun = (fact: AwardFact) => ({ ...fact, on: fact.recordedAt.slice(0, 10), at: fact.recordedAt });
