import {
  achievementArchived,
  achievementCreated,
  achievementRestored,
  achievementVersionDrafted,
  achievementVersionPublished,
  achievementVersionRetired,
  type EventContract,
} from '@cairn/events';
import { type Changed, type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { Achievement, Designed } from '../achievement/achievement.js';
import type { AchievementVersion } from '../achievement-version/achievement-version.js';
import { isAssessed } from '../achievement-version/claim-basis.js';

/** Every event of a lineage takes the lineage's next version, so listeners can tell a gap. */
function about<Data>(contract: EventContract<Data>, achievement: Achievement, versions: readonly AchievementVersion[], data: Data): NewEvent {
  return newEvent({
    contract,
    tenant: asUuid(achievement.tenant),
    subject: asUuid(achievement.id),
    version: achievement.version,
    data,
    changed: [
      { type: 'ACHIEVEMENT', id: asUuid(achievement.id), version: achievement.version },
      ...versions.map(({ id, version }): Changed => ({ type: 'ACHIEVEMENT_VERSION', id: asUuid(id), version })),
    ],
  });
}

const idsOf = ({ achievement, version }: Designed) => ({
  achievement: achievement.id,
  achievementVersion: version.id,
  at: achievement.updatedAt.toISOString(),
});

export const achievementCreatedEvent = (made: Designed): NewEvent =>
  about(achievementCreated, made.achievement, [made.version], {
    ...idsOf(made),
    issuer: made.achievement.issuerId,
    code: made.achievement.code,
  });

export const versionDraftedEvent = (made: Designed): NewEvent =>
  about(achievementVersionDrafted, made.achievement, [made.version], idsOf(made));

export const versionRetiredEvent = (made: Designed): NewEvent =>
  about(achievementVersionRetired, made.achievement, [made.version], idsOf(made));

export const archivedEvent = (achievement: Achievement): NewEvent => about(achievementArchived, achievement, [], whole(achievement));

export const restoredEvent = (achievement: Achievement): NewEvent => about(achievementRestored, achievement, [], whole(achievement));

const whole = ({ id, updatedAt }: Achievement) => ({ achievement: id, at: updatedAt.toISOString() });

/** Carries the whole text, so that nobody has to ask for it when awarding, signing or stacking. */
export function versionPublishedEvent(made: Designed, superseded: AchievementVersion | null): NewEvent {
  const { achievement, version } = made;
  if (version.contentHash === null || version.publishedAt === null) throw new TypeError('a draft is not announced');
  return about(achievementVersionPublished, achievement, superseded ? [superseded, version] : [version], {
    ...idsOf(made),
    issuer: achievement.issuerId,
    code: achievement.code,
    number: version.number,
    contentHash: version.contentHash,
    title: version.title,
    description: version.description,
    criteria: version.criteria,
    imageUrl: version.imageUrl,
    imageAltText: version.imageAltText,
    language: version.language,
    achievementType: version.achievementType,
    issuerSector: version.issuerSector,
    useCase: version.useCase,
    claimBasis: version.claimBasis,
    assessed: isAssessed(version.claimBasis),
    earningModes: [...version.earningModes],
    alignments: [...version.alignments],
    tags: [...version.tags],
    estimatedEffort: version.estimatedEffort,
    creditsAvailable: [...version.creditsAvailable],
    level: version.level,
    validity: version.validity,
    validFor: version.validFor,
    validUntil: version.validUntil,
    acceptance: version.acceptance,
    duplicatePolicy: version.duplicatePolicy,
    publishedOn: version.publishedAt.toISOString().slice(0, 10),
    duplicatePeriod: version.duplicatePeriod,
    guardianBelowAge: version.guardianBelowAge,
    requirement: version.requirement,
    rubrics: [...version.rubrics],
    resultDescriptions: [...version.resultDescriptions],
    assessment: version.assessment,
    stated: { ...version.stated },
    translations: [...version.translations],
    supersedes: superseded?.id ?? null,
    supersession: version.supersession && { kind: version.supersession, graceUntil: version.graceUntil?.toISOString() ?? null },
  });
}
