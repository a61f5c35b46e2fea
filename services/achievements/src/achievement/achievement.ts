import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import { type AchievementVersion, draftOf } from '../achievement-version/achievement-version.js';
import { textFault } from '../achievement-version/text-fault.js';
import { checkVersionText, type VersionTextGiven } from '../achievement-version/version-text.js';
import type { IssuerCopy } from '../issuer-copy/issuer-copy.js';
import type { AchievementVersionInput } from '../schema.types.js';

/** What can be earned: the lineage of its versions (Open Badges 3.0 Achievement). */
export interface Achievement {
  readonly id: string;
  readonly tenant: string;
  readonly issuerId: string;
  readonly code: string;
  /** The version published last and not retired. */
  readonly currentVersionId: string | null;
  /** What its own tenant sees it by: the current version, else the newest draft, else the version retired last. */
  readonly shownVersionId: string;
  /** Whether it ever had a published version: from then on everyone may read it. */
  readonly published: boolean;
  /** Since when it is hidden from the catalogue; null: it is not. */
  readonly archivedAt: Date | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** An achievement with the title that its reader may see. */
export interface TitledAchievement extends Achievement {
  readonly title: string;
}

/** An achievement and the version that a use case is about. */
export interface Designed {
  readonly achievement: Achievement;
  readonly version: AchievementVersion;
}

/** A new achievement with its first draft. */
export function createAchievement(
  { code, version }: { readonly code: string; readonly version: VersionTextGiven },
  issuer: IssuerCopy,
  ids: { readonly achievement: string; readonly version: string },
  now: Date,
): Decision<Designed> {
  const text = checkVersionText(version);
  const faults = [
    ...activeFaults(issuer, 'issuerId'),
    ...textFault(code, 100, ['code']),
    ...(text.ok ? [] : text.refusals),
    ...sectorFaults(issuer, version),
  ];
  if (!text.ok || faults.length > 0) return refused(...faults);
  const { tenant } = issuer;
  return accepted({
    achievement: {
      id: ids.achievement,
      tenant,
      issuerId: issuer.id,
      code: code.trim(),
      currentVersionId: null,
      shownVersionId: ids.version,
      published: false,
      archivedAt: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    },
    version: draftOf(text.value, { id: ids.version, tenant, achievementId: ids.achievement, number: 1 }, now),
  });
}

/** A further draft. It is what the tenant sees while nothing is published. */
export function addDraft(
  achievement: Achievement,
  input: VersionTextGiven,
  issuer: IssuerCopy,
  its: { readonly id: string; readonly number: number },
  now: Date,
): Decision<Designed> {
  const text = checkVersionText(input);
  const faults = [
    ...activeFaults(issuer, 'achievementId'),
    ...(text.ok ? [] : text.refusals),
    ...sectorFaults(issuer, input),
  ];
  if (!text.ok || faults.length > 0) return refused(...faults);
  return accepted({
    achievement: touched(achievement, now, achievement.currentVersionId === null ? { shownVersionId: its.id } : {}),
    version: draftOf(text.value, { ...its, tenant: achievement.tenant, achievementId: achievement.id }, now),
  });
}

/** The achievement after a change of its own; every change of a version is one. */
export const touched = (achievement: Achievement, now: Date, change: Partial<Achievement> = {}): Achievement => ({
  ...achievement,
  ...change,
  version: achievement.version + 1,
  updatedAt: now,
});

export const activeFaults = (issuer: IssuerCopy, field: string): Refusal[] =>
  issuer.state === 'ACTIVE'
    ? []
    : [refusal('ISSUER_STATE_INVALID', `The issuer is ${issuer.state}; only an active one designs achievements.`, field)];

export const sectorFaults = (issuer: IssuerCopy, { issuerSector }: Pick<AchievementVersionInput, 'issuerSector'>): Refusal[] =>
  issuer.sectors.includes(issuerSector)
    ? []
    : [refusal('SECTOR_NOT_OF_ISSUER', `The issuer's sectors are ${issuer.sectors.join(', ')}.`, 'version', 'issuerSector')];
