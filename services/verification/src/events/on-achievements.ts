import { achievementVersionPublished } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { AchievementTextStore } from '../achievement-text/achievement-text.store.js';

/** Only what was published can be awarded, and a retired version still has to be signed: one event is all there is to hear. */
export const onAchievements = (texts: AchievementTextStore): Listener[] => [
  listenTo(achievementVersionPublished, (tx, { tenantid, data: { supersedes: _, at, ...text } }) => texts.take(tx, tenantid, text, at)),
];
