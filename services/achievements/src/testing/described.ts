import { createAchievement } from '../achievement/achievement.js';
import { publish } from '../achievement-version/publication.js';
import type { Described } from '../clarity/described.js';
import type { AchievementVersionInput } from '../schema.types.js';
import { anIssuer } from './museum.js';
import { aVersionInput } from './version-input.js';

const ids = { achievement: '019b3000-0000-7000-8000-000000000001', version: '019b4000-0000-7000-8000-000000000001' };
const now = new Date('2026-03-01T10:00:00Z');

/** A published definition of the museum as it is described to somebody, without a database. */
export function aDescribed(change: Partial<AchievementVersionInput> = {}): Described {
  const issuer = anIssuer();
  const made = createAchievement({ code: 'LAMP', version: aVersionInput(change) }, issuer, ids, now);
  if (!made.ok) throw new Error(JSON.stringify(made.refusals));
  const published = publish(made.value.version, now);
  if (!published.ok) throw new Error(JSON.stringify(published.refusals));
  return { ...made.value, version: published.value, issuer };
}
