import { type Decision, grantMissing, may, notFound, type Principal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { deprecate, type SkillFramework } from './skill-framework.js';
import { SkillFrameworkStore } from './skill-framework.store.js';

/** What becomes of a framework beside its imports. */
@Injectable()
export class SkillFrameworkService {
  constructor(
    private readonly database: Database,
    private readonly store: SkillFrameworkStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param id bare id */
  async deprecate(principal: Principal, id: string): Promise<Decision<SkillFramework>> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'PUBLISH')) return refused(grantMissing('PUBLISH'));
    return this.database.write({ tenant }, async (tx) => {
      const framework = await this.store.lock(tx, tenant, id);
      if (!framework) return refused(notFound('framework', 'id'));
      const deprecated = deprecate(framework, new Date(this.clock.now()));
      if (!deprecated.ok) return deprecated;
      await this.store.update(tx, deprecated.value);
      await note(tx, { tenant, action: 'cairn.skill-framework.deprecated', subject: id, subjectKind: 'SKILL_FRAMEWORK' });
      return deprecated;
    });
  }
}
