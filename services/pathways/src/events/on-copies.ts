import {
  achievementCreated,
  achievementVersionDrafted,
  achievementVersionPublished,
  achievementVersionRetired,
  issuerChanged,
  issuerCreated,
} from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { CopyStore } from '../copies/copy.store.js';

/** Issuers and achievements as others publish them: enough to check what a pathway names. */
export const onCopies = (copies: CopyStore): Listener[] => [
  ...[issuerCreated, issuerChanged].map((contract) =>
    listenTo(contract, (tx, { tenantid, data, aggregateversion }) =>
      copies.putIssuer(tx, { id: data.issuer, tenant: tenantid, state: data.state }, aggregateversion),
    ),
  ),
  listenTo(achievementCreated, (tx, { tenantid, data }) =>
    copies.addAchievement(tx, { id: data.achievement, tenant: tenantid, issuer: data.issuer }),
  ),
  listenTo(achievementVersionDrafted, (tx, { data, aggregateversion }) => copies.changeAchievement(tx, data.achievement, aggregateversion, {})),
  listenTo(achievementVersionPublished, (tx, { data, aggregateversion }) =>
    copies.changeAchievement(tx, data.achievement, aggregateversion, {
      published: { version: data.achievementVersion, title: data.title },
    }),
  ),
  listenTo(achievementVersionRetired, (tx, { data, aggregateversion }) =>
    copies.changeAchievement(tx, data.achievement, aggregateversion, { retired: data.achievementVersion }),
  ),
];
