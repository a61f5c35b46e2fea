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
import { answered, reinstated, replaced, revoked, suspended } from '../holding/holding.js';
import type { HoldingService } from '../holding/holding.service.js';

/** Everything that can happen to an award changes what its earner holds. */
export const onAwards = (holdings: HoldingService): Listener[] => [
  listenTo(awardIssued, (tx, { tenantid, data }) => holdings.take(tx, tenantid, [data])),
  listenTo(awardOffered, (tx, { tenantid, data }) => holdings.take(tx, tenantid, [data])),
  listenTo(awardBatchIssued, (tx, { tenantid, data }) => holdings.take(tx, tenantid, data.awards)),
  listenTo(awardAccepted, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => answered(before, data))),
  listenTo(awardDeclined, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => answered(before, data))),
  listenTo(awardSuspended, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => suspended(before, data, data.on))),
  listenTo(awardReinstated, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => reinstated(before, data, data.on))),
  listenTo(awardVisibilityChanged, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => answered(before, data))),
  listenTo(awardRevoked, (tx, { tenantid, data }) =>
    holdings.change(tx, tenantid, data, (before) => revoked(before, data, data.on, data.inError)),
  ),
  listenTo(awardReplaced, (tx, { tenantid, data }) => holdings.change(tx, tenantid, data, (before) => replaced(before, data, data.on))),
];
