import { awardAccepted, awardBatchIssued, awardIssued, awardReplaced, awardRevoked } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { AwardCredits } from '../maintenance/ledger/award-credits.service.js';

/** Awards of this service as its ledgers of credit hear of them. */
export const onOwnAwards = (credits: AwardCredits): Listener[] => [
  listenTo(awardIssued, (tx, { tenantid, data }) => credits.began(tx, tenantid, [data])),
  listenTo(awardAccepted, (tx, { tenantid, data }) => credits.began(tx, tenantid, [data])),
  listenTo(awardBatchIssued, (tx, { tenantid, data: { awards } }) => credits.began(tx, tenantid, awards)),
  listenTo(awardReplaced, (tx, { tenantid, data }) => credits.replaced(tx, tenantid, data, data.replacedBy)),
  listenTo(awardRevoked, (tx, { tenantid, data }) => credits.ended(tx, tenantid, data)),
];
