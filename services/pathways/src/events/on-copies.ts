import {
  achievementCreated,
  achievementVersionDrafted,
  achievementVersionPublished,
  achievementVersionRetired,
  issuerChanged,
  issuerCreated,
} from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import { metadataOf } from '../copies/achievement-metadata.js';
import type { CopyStore } from '../copies/copy.store.js';
import type { RecomputeStore } from '../progress/recompute.store.js';

/** Issuers and achievements as others publish them: enough to check what a pathway names, and to judge what it selects. */
export const onCopies = (copies: CopyStore, recompute: RecomputeStore): Listener[] => [
  ...[issuerCreated, issuerChanged].map((contract) =>
    listenTo(contract, (tx, { tenantid, data, aggregateversion }) =>
      copies.putIssuer(tx, { id: data.issuer, tenant: tenantid, state: data.state }, aggregateversion),
    ),
  ),
  listenTo(achievementCreated, (tx, { tenantid, data }) =>
    copies.addAchievement(tx, { id: data.achievement, tenant: tenantid, issuer: data.issuer }),
  ),
  listenTo(achievementVersionDrafted, (tx, { data, aggregateversion }) => copies.changeAchievement(tx, data.achievement, aggregateversion, {})),
  listenTo(achievementVersionPublished, async (tx, { data, aggregateversion }) => {
    const repeatable = data.duplicatePolicy === 'MANY';
    const [before] = await copies.known(tx, [data.achievement], false);
    const published = { version: data.achievementVersion, title: data.title, metadata: metadataOf(data), repeatable };
    const outcome = await copies.changeAchievement(tx, data.achievement, aggregateversion, { published });
    if (outcome === 'applied') await recompute.achievementChanged(tx, data.achievement, data.achievementVersion, before?.repeatable !== repeatable);
    return outcome;
  }),
  listenTo(achievementVersionRetired, (tx, { data, aggregateversion }) =>
    copies.changeAchievement(tx, data.achievement, aggregateversion, { retired: data.achievementVersion }),
  ),
];
