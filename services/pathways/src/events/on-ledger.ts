import { creditPosted, creditReversed, creditRevised } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { LedgerService } from '../ledger/ledger.service.js';

/** Continuing education that earners posted, corrected or took back. */
export const onLedger = (ledger: LedgerService): Listener[] => [creditPosted, creditRevised, creditReversed].map((contract) => listenTo(contract, (tx, { tenantid, data }) => ledger.take(tx, tenantid, data)));
