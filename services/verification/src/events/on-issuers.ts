import { issuerChanged, issuerCreated } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { IssuerProfileService } from '../issuer-profile/issuer-profile.service.js';

/** Every event carries the whole profile, so either one is a version of it. */
export const onIssuers = (issuers: IssuerProfileService): Listener[] =>
  [issuerCreated, issuerChanged].map((contract) => listenTo(contract, (tx, event) => issuers.take(tx, event)));
