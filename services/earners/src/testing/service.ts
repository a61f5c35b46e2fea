import { type Principal, principalOf } from '@cairn/access';
import { achievementCreated, achievementVersionPublished, type AchievementVersionText, issuerCreated } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { anIssuerProfile, aVersionText, type ServiceSetUp, ServiceUnderTest } from '@cairn/testkit';
import { createEarnersApp, migrations } from '../app.js';

const at = '2026-01-01T00:00:00Z';

/** The service on a database of its own, which can be told what there is to award. */
export async function aService(platform: ServiceSetUp['platform'] = {}) {
  const service = await ServiceUnderTest.open({ name: 'earners', migrations, create: createEarnersApp, platform });
  return Object.assign(service, {
    /** Lets the service hear of an active issuer and a published version of it. */
    async published(tenant: string, change: Partial<AchievementVersionText> = {}): Promise<AchievementVersionText> {
      const text = aVersionText(change);
      const { achievement, achievementVersion, issuer, code } = text;
      const born = { achievement, achievementVersion, issuer, code, at };
      await service.hear({ contract: issuerCreated, tenant, subject: issuer, version: 1, data: anIssuerProfile({ issuer }) });
      await service.hear({ contract: achievementCreated, tenant, subject: achievement, version: 1, data: born });
      await service.hear({ contract: achievementVersionPublished, tenant, subject: achievement, version: 2, data: { ...text, supersedes: null, at } });
      return text;
    },
  });
}

export type TestService = Awaited<ReturnType<typeof aService>>;

/** A member of staff of a tenant who may award and revoke. */
export const aRegistrar = (tenant: string, rights: Principal['rights'] = ['AWARD', 'REVOKE']): Principal => principalOf({ actor: newId(), tenant, rights });
