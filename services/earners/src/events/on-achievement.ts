import { achievementCreated, achievementVersionDrafted, achievementVersionPublished, achievementVersionRetired, type Envelope } from '@cairn/events';
import { type Listener, listenTo, type Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import type { CopyClockStore } from '../achievement-version/copy-clock.store.js';
import type { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import type { VersionFollowing } from '../assessment/submission/version-following.js';

/** Keeps the copies of achievement versions that issuing reads, drafts by name only. */
export function onAchievement(clock: CopyClockStore, versions: VersionCopyStore, cases: VersionFollowing): Listener[] {
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
        const { supersedes, supersession, achievementVersion, at } = event.data;
        const until = supersession?.graceUntil ?? null;
        if (supersedes) await versions.supersede(tx, event.tenantid, supersedes, until === null ? null : new Date(until));
        await versions.publish(tx, event.tenantid, event.data);
        if (supersedes && supersession?.kind === 'EDITORIAL') await cases.follow(tx, event.tenantid, supersedes, achievementVersion, new Date(at));
      }),
    ),
    listenTo(achievementVersionRetired, (tx, event) =>
      inOrder(tx, event, () => versions.setState(tx, event.tenantid, event.data.achievementVersion, 'RETIRED')),
    ),
  ];
}
