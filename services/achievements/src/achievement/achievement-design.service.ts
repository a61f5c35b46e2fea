import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark, once } from '@cairn/messaging';
import { Database, isUniqueViolation, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { AchievementVersionStore } from '../achievement-version/achievement-version.store.js';
import { CatalogueStore } from '../catalogue/catalogue.store.js';
import { achievementCreatedEvent, versionDraftedEvent } from '../events/publishes.js';
import { awaitCopy } from '../issuer-copy/await-copy.js';
import { VersionImageService } from '../image/version-image.service.js';
import type { IssuerCopy } from '../issuer-copy/issuer-copy.js';
import { IssuerCopyStore } from '../issuer-copy/issuer-copy.store.js';
import type { AchievementVersionInput } from '../schema.types.js';
import { addDraft, createAchievement, type Designed } from './achievement.js';
import { AchievementStore } from './achievement.store.js';

/** What a write made or changed, and the marks by which listeners will hear of it. */
export interface Wrote {
  readonly achievement: string;
  readonly version: string;
  readonly marks: Mark[];
}

interface Request {
  readonly idempotencyKey?: string | null;
  readonly version: AchievementVersionInput;
}

/** Designing: achievements and drafts of their versions. */
@Injectable()
export class AchievementDesignService {
  constructor(
    private readonly database: Database,
    private readonly achievements: AchievementStore,
    private readonly versions: AchievementVersionStore,
    private readonly catalogue: CatalogueStore,
    private readonly issuers: IssuerCopyStore,
    private readonly images: VersionImageService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param issuer bare id; awaited for a moment when it is not known here yet */
  async create(principal: Principal, issuer: string, input: Request & { readonly code: string }): Promise<Decision<Wrote>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'DESIGN')) return refused(grantMissing('DESIGN'));
    await awaitCopy(() => this.database.read({ tenant }, (tx) => this.issuers.byId(tx, issuer)));
    const version = await this.images.given(principal, input.version);
    if (!version.ok) return version;
    const write = async (tx: Tx): Promise<Decision<Wrote>> => {
      const behind = await this.issuerOf(tx, tenant, issuer);
      if (!behind.ok) return behind;
      if (!may(principal, 'DESIGN', { issuer })) return refused(grantMissing('DESIGN'));
      const made = createAchievement({ code: input.code, version: version.value }, behind.value, { achievement: newId(), version: newId() }, this.now());
      if (!made.ok) return made;
      await this.achievements.insert(tx, made.value.achievement);
      await this.versions.insert(tx, made.value.version);
      return accepted(wrote(made.value, await appendEvents(tx, [achievementCreatedEvent(made.value)])));
    };
    try {
      return await this.once(principal, tenant, input, write);
    } catch (error) {
      if (isUniqueViolation(error, 'achievement_code_key')) {
        return refused(refusal('ALREADY_EXISTS', `The code \`${input.code.trim()}\` is taken in this tenant.`, 'code'));
      }
      throw error;
    }
  }

  /** @param id bare id of the achievement */
  async draft(principal: Principal, id: string, input: Request): Promise<Decision<Wrote>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'DESIGN')) return refused(grantMissing('DESIGN'));
    const version = await this.images.given(principal, input.version);
    if (!version.ok) return version;
    return this.once(principal, tenant, input, async (tx) => {
      const achievement = await this.achievements.lock(tx, tenant, id);
      if (!achievement) return refused(notFound('achievement', 'achievementId'));
      if (!may(principal, 'DESIGN', { issuer: achievement.issuerId, achievement: id })) return refused(grantMissing('DESIGN'));
      const behind = await this.issuerOf(tx, tenant, achievement.issuerId);
      if (!behind.ok) return behind;
      const number = 1 + (await this.versions.lastNumber(tx, tenant, id));
      const made = addDraft(achievement, version.value, behind.value, { id: newId(), number }, this.now());
      if (!made.ok) return made;
      await this.versions.insert(tx, made.value.version);
      await this.achievements.update(tx, made.value.achievement);
      if (made.value.achievement.archivedAt === null) await this.catalogue.show(tx, tenant, id);
      return accepted(wrote(made.value, await appendEvents(tx, [versionDraftedEvent(made.value)])));
    });
  }

  private async issuerOf(tx: Tx, tenant: string, id: string): Promise<Decision<IssuerCopy>> {
    const copy = await this.issuers.byId(tx, id);
    if (copy?.tenant === tenant) return accepted(copy);
    if (copy) return refused(notFound('issuer', 'issuerId'));
    const hint = 'There is no such issuer here. If it was made a moment ago it may still be on its way: await its position and repeat.';
    return refused(refusal('NOT_FOUND', hint, 'issuerId'));
  }

  private once(principal: Principal, tenant: string, input: Request, write: (tx: Tx) => Promise<Decision<Wrote>>): Promise<Decision<Wrote>> {
    const request = { tenant, client: principal.actor, key: input.idempotencyKey, request: input };
    return this.database.write({ tenant }, (tx) => once(tx, request, () => write(tx)));
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

const wrote = ({ achievement, version }: Designed, marks: Mark[]): Wrote => ({
  achievement: achievement.id,
  version: version.id,
  marks,
});
