import {
  awardAccepted,
  awardBatchIssued,
  awardDeclined,
  awardIssued,
  awardOffered,
  awardReinstated,
  awardReplaced,
  awardRevoked,
  awardSuspended,
  awardVisibilityChanged,
} from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { AwardChangeService } from '../award/award-change.service.js';
import type { AwardIntakeService } from '../award/award-intake.service.js';

/** An award becomes a credential to sign; what happens to it later becomes its status. */
export const onAwards = (intake: AwardIntakeService, changes: AwardChangeService): Listener[] => [
  listenTo(awardIssued, (tx, { id, tenantid, data }) => intake.take(tx, tenantid, id, [data])),
  listenTo(awardOffered, (tx, { id, tenantid, data }) => intake.take(tx, tenantid, id, [data])),
  listenTo(awardBatchIssued, (tx, { id, tenantid, data }) => intake.take(tx, tenantid, id, data.awards)),
  listenTo(awardAccepted, (tx, { id, tenantid, data }) => changes.take(tx, tenantid, id, data, null)),
  listenTo(awardDeclined, (tx, { id, tenantid, data }) => changes.take(tx, tenantid, id, data, null)),
  listenTo(awardSuspended, (tx, { id, tenantid, data }) => changes.take(tx, tenantid, id, data, { purpose: 'suspension', value: true })),
  listenTo(awardReinstated, (tx, { id, tenantid, data }) => changes.take(tx, tenantid, id, data, { purpose: 'suspension', value: false })),
  listenTo(awardVisibilityChanged, (tx, { tenantid, data }) => changes.shown(tx, tenantid, data)),
  listenTo(awardRevoked, (tx, { id, tenantid, data }) => changes.take(tx, tenantid, id, data, { purpose: 'revocation', value: true })),
  listenTo(awardReplaced, (tx, { id, tenantid, data }) =>
    changes.take(tx, tenantid, id, data, { purpose: 'revocation', value: true }, data.replacedBy),
  ),
];
