import { RecordAgreementStore } from './record-agreement.store.js';
import { RecordAgreements } from './record-agreements.service.js';
import { RecordsDue } from './record-due.service.js';
import { EarnerRecordHostsResolver, RecordHostResolver } from './record-host.resolver.js';
import { RecordHostStore } from './record-host.store.js';
import { RecordHosts } from './record-hosts.service.js';
import { RecordPushResolver } from './record-push.resolver.js';
import { RecordPushStore } from './record-push.store.js';
import { RecordPushes } from './record-pushes.service.js';
import { RecordSender } from './record-sender.service.js';
import { RecordSendingStore } from './record-sending.store.js';

/** Hosts of others that take learner records in, and what goes to them. */
export const recordHostProviders = [
  RecordHostStore,
  RecordHosts,
  RecordHostResolver,
  RecordAgreementStore,
  RecordAgreements,
  EarnerRecordHostsResolver,
  RecordPushStore,
  RecordPushes,
  RecordPushResolver,
  RecordsDue,
  RecordSendingStore,
  RecordSender,
];
