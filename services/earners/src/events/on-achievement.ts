import { achievementCreated, achievementVersionDrafted, achievementVersionPublished, achievementVersionRetired, type Envelope } from '@cairn/events';
import { type Listener, listenTo, type Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import type { CopyClockStore } from '../achievement-version/copy-clock.store.js';
import type { VersionCopyStore } from '../achievement-version/version-copy.store.js';

/** Keeps the copies of achievement versions that issuing reads, drafts by name only. */
export function onAchievement(clock: CopyClockStore, versions: VersionCopyStore): Listener[] {
  const inOrder = async (tx: Tx, { tenantid, aggregateversion, data }: Envelope<{ achievement: string }>, effect: () => Promise<void>): Promise<Outcome> => {
    const outcome = await clock.achievement(tx, tenantid, data.achievement, aggregateversion);
    if (outcome === 'applied') await effect();
    return outcome;
  };
  return [
    listenTo(achievementCreated, (tx, event) =>
      inOrder(tx, event, () => versions.draft(tx, event.tenantid, event.data.achievement, event.data.achievementVersion)),
    ),
    listenTo(achievementVersionDrafted, (tx, event) =>
      inOrder(tx, event, () => versions.draft(tx, event.tenantid, event.data.achievement, event.data.achievementVersion)),
    ),
    listenTo(achievementVersionPublished, (tx, event) =>
      inOrder(tx, event, async () => {
        if (event.data.supersedes) await versions.setState(tx, event.tenantid, event.data.supersedes, 'SUPERSEDED');
        await versions.publish(tx, event.tenantid, event.data);
      }),
    ),
    listenTo(achievementVersionRetired, (tx, event) =>
      inOrder(tx, event, () => versions.setState(tx, event.tenantid, event.data.achievementVersion, 'RETIRED')),
    ),
  ];
}
