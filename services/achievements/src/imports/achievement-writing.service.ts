import { accepted, type Decision, notFound, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark } from '@cairn/messaging';
import { newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { type Achievement, addDraft, createAchievement, type Designed } from '../achievement/achievement.js';
import { AchievementStore } from '../achievement/achievement.store.js';
import { AchievementPublishService } from '../achievement-version/achievement-publish.service.js';
import type { AchievementVersion } from '../achievement-version/achievement-version.js';
import { AchievementVersionStore } from '../achievement-version/achievement-version.store.js';
import { contentHash } from '../achievement-version/content-hash.js';
import { checkVersionText } from '../achievement-version/version-text.js';
import { CatalogueStore } from '../catalogue/catalogue.store.js';
import { achievementCreatedEvent, versionDraftedEvent } from '../events/publishes.js';
import { IssuerCopyStore } from '../issuer-copy/issuer-copy.store.js';
import type { IssuerCopy } from '../issuer-copy/issuer-copy.js';
import type { AchievementRow } from './achievement-row.js';
import { KnownAchievementStore } from './known-achievement.store.js';

export interface AchievementWritten {
  readonly achievement: string;
  readonly what: 'CREATED' | 'REPLACED' | 'UNCHANGED';
  readonly marks: readonly Mark[];
}

/** What is known of the lines of a chunk, read for all of them at once: a code comes once in a file. */
export interface KnownOfLines {
  readonly issuers: ReadonlyMap<string, IssuerCopy>;
  /** By its code, with the versions that a line may repeat: the newest draft before the current one. */
  readonly achievements: ReadonlyMap<string, { readonly achievement: Achievement; readonly versions: readonly AchievementVersion[] }>;
}

/** Writes the achievement of one line: a new one, a further version where the text is another, or nothing where it is the same. */
@Injectable()
export class AchievementWriting {
  constructor(
    private readonly achievements: AchievementStore,
    private readonly versions: AchievementVersionStore,
    private readonly catalogue: CatalogueStore,
    private readonly issuers: IssuerCopyStore,
    private readonly known: KnownAchievementStore,
    private readonly publishing: AchievementPublishService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Reads what is known of lines. Locks their achievements, in one order by everybody. */
  async knownOf(tx: Tx, tenant: string, rows: readonly AchievementRow[]): Promise<KnownOfLines> {
    const locked = [...(await this.known.lock(tx, tenant, rows.map(({ code }) => code))).values()];
    const drafts = locked.length === 0 ? new Map<string, string>() : await this.known.newestDrafts(tx, tenant, locked.map(({ id }) => id));
    const idsOf = ({ id, currentVersionId }: Achievement) => [drafts.get(id), currentVersionId].flatMap((version) => version ?? []);
    const ids = locked.flatMap(idsOf);
    const versions = new Map((ids.length === 0 ? [] : await this.versions.byIds(tx, ids)).map((version) => [version.id, version]));
    const issuers = await this.issuers.byIds(tx, [...new Set(rows.map(({ issuer }) => issuer))]);
    return {
      issuers: new Map(issuers.filter((issuer) => issuer.tenant === tenant).map((issuer) => [issuer.id, issuer])),
      achievements: new Map(locked.map((achievement) => [achievement.code, { achievement, versions: idsOf(achievement).flatMap((id) => versions.get(id) ?? []) }])),
    };
  }

  /** Whether a line says what is there already, so that nothing is written. */
  isThere(row: AchievementRow, known: KnownOfLines): boolean {
    const there = known.achievements.get(row.code);
    const wanted = there && there.achievement.issuerId === row.issuer && known.issuers.has(row.issuer) ? sameText(row, there.versions) : undefined;
    return wanted !== undefined && (wanted.state === 'PUBLISHED' || !row.publish);
  }

  /** What is refused may have been written in part: the caller rolls back to where the line began. */
  async write(tx: Tx, row: AchievementRow, known: KnownOfLines): Promise<Decision<AchievementWritten>> {
    const issuer = known.issuers.get(row.issuer);
    const there = known.achievements.get(row.code);
    if (!issuer) return refused(notFound('issuer', 'issuerId'));
    if (!there) return this.create(tx, row, issuer);
    if (there.achievement.issuerId !== issuer.id) return refused(refusal('ALREADY_EXISTS', 'The code is of an achievement of another issuer of the tenant.', 'code'));
    return this.revise(tx, row, there.achievement, there.versions, issuer);
  }

  private async create(tx: Tx, row: AchievementRow, issuer: IssuerCopy): Promise<Decision<AchievementWritten>> {
    const made = createAchievement(row, issuer, { achievement: newId(), version: newId() }, this.now());
    if (!made.ok) return made;
    await this.achievements.insert(tx, made.value.achievement);
    await this.versions.insert(tx, made.value.version);
    const marks = await appendEvents(tx, [achievementCreatedEvent(made.value)]);
    return this.published(tx, row, made.value, 'CREATED', marks);
  }

  private async revise(tx: Tx, row: AchievementRow, there: Achievement, versions: readonly AchievementVersion[], issuer: IssuerCopy): Promise<Decision<AchievementWritten>> {
    const { tenant, id } = there;
    const text = checkVersionText(row.version);
    if (!text.ok) return text;
    const wanted = sameText(row, versions);
    if (wanted) return this.published(tx, row, { achievement: there, version: wanted }, 'REPLACED', []);
    const number = 1 + (await this.versions.lastNumber(tx, tenant, id));
    const made = addDraft(there, row.version, issuer, { id: newId(), number }, this.now());
    if (!made.ok) return made;
    await this.versions.insert(tx, made.value.version);
    await this.achievements.update(tx, made.value.achievement);
    if (made.value.achievement.archivedAt === null) await this.catalogue.show(tx, tenant, id);
    const marks = await appendEvents(tx, [versionDraftedEvent(made.value)]);
    return this.published(tx, row, made.value, 'REPLACED', marks);
  }

  /** Publishes the draft where the line asks for it; a version that it supersedes keeps its open submissions for the usual time. */
  private async published(tx: Tx, { publish }: AchievementRow, { achievement, version }: Designed, what: AchievementWritten['what'], marks: readonly Mark[]): Promise<Decision<AchievementWritten>> {
    if (!publish) return accepted({ achievement: achievement.id, what, marks });
    const done = await this.publishing.publishIn(tx, achievement, version satisfies AchievementVersion, { kind: 'MATERIAL', graceUntil: null }, this.now());
    return done.ok ? accepted({ achievement: achievement.id, what, marks: [...marks, ...done.value.marks] }) : done;
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

/** The version that has the text of a line already, a published one before a draft. */
function sameText({ version }: AchievementRow, versions: readonly AchievementVersion[]): AchievementVersion | undefined {
  const text = checkVersionText(version);
  if (!text.ok) return undefined;
  const hash = contentHash(text.value);
  const same = versions.filter((one) => contentHash(one) === hash);
  return same.find(({ state }) => state === 'PUBLISHED') ?? same[0];
}
