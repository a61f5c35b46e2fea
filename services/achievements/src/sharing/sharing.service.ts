import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Achievement } from '../achievement/achievement.js';
import { AchievementStore } from '../achievement/achievement.store.js';
import { awaitCopy } from '../issuer-copy/await-copy.js';
import { partnerOf } from './partnership.js';
import { PartnershipCopyStore } from './partnership-copy.store.js';
import { type Share, SharingStore } from './sharing.store.js';

/** Letting partners read what is not published, and taking that back. Whoever may publish an achievement may share it. */
@Injectable()
export class SharingService {
  constructor(
    private readonly database: Database,
    private readonly achievements: AchievementStore,
    private readonly partnerships: PartnershipCopyStore,
    private readonly shares: SharingStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Ids are bare. A partnership made a moment ago is awaited; sharing twice is sharing once. */
  async share(principal: Principal, id: string, partnership: string): Promise<Decision<{ achievement: string }>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'PUBLISH')) return refused(grantMissing('PUBLISH'));
    await awaitCopy(() => this.database.read({ tenant }, (tx) => this.partnerships.byId(tx, partnership)));
    return this.change(principal, tenant, id, async (tx) => {
      const partner = partnerOf(tenant, await this.partnerships.byId(tx, partnership));
      if (!partner.ok) return partner;
      const share = { achievement: id, partnership, sharedAt: new Date(this.clock.now()) };
      if (await this.shares.add(tx, tenant, share, partner.value)) await noted(tx, tenant, id, 'cairn.achievement.shared');
      return accepted({ achievement: id });
    });
  }

  async unshare(principal: Principal, id: string, partnership: string): Promise<Decision<{ achievement: string }>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'PUBLISH')) return refused(grantMissing('PUBLISH'));
    return this.change(principal, tenant, id, async (tx) => {
      if (await this.shares.remove(tx, tenant, id, partnership)) await noted(tx, tenant, id, 'cairn.achievement.unshared');
      return accepted({ achievement: id });
    });
  }

  of(tenant: string, achievements: readonly string[]): Promise<Share[]> {
    return this.database.read({ tenant }, (tx) => this.shares.of(tx, tenant, achievements));
  }

  private change<T>(principal: Principal, tenant: string, id: string, work: (tx: Tx, achievement: Achievement) => Promise<Decision<T>>): Promise<Decision<T>> {
    return this.database.write({ tenant }, async (tx) => {
      const achievement = await this.achievements.lock(tx, tenant, id);
      if (!achievement) return refused(notFound('achievement', 'achievementId'));
      if (!may(principal, 'PUBLISH', { issuer: achievement.issuerId, achievement: id })) return refused(grantMissing('PUBLISH'));
      return work(tx, achievement);
    });
  }
}

const noted = (tx: Tx, tenant: string, subject: string, action: string): Promise<void> => note(tx, { tenant, action, subject, subjectKind: 'ACHIEVEMENT' });
