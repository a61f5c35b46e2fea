import { type Principal, principalOf } from '@cairn/access';
import { issuerChanged, issuerCreated, type IssuerProfile } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { anIssuerProfile, type ServiceSetUp, ServiceUnderTest } from '@cairn/testkit';
import { createAchievementsApp, migrations } from '../app.js';

/** The service on a database of its own, which can be told of issuers. */
export async function aService(platform: ServiceSetUp['platform'] = {}) {
  const service = await ServiceUnderTest.open({ name: 'achievements', migrations, create: createAchievementsApp, platform });
  return Object.assign(service, {
    hearOf(issuer: Pick<IssuerProfile, 'issuer' | 'name' | 'sectors' | 'state'>, tenant: string, version = 1) {
      const slug = issuer.name.toLowerCase().replaceAll(' ', '-');
      const contract = version === 1 ? issuerCreated : issuerChanged;
      return service.hear({ contract, tenant, subject: issuer.issuer, version, data: anIssuerProfile({ slug, ...issuer }) });
    },
  });
}

/** A caller of a tenant who may design and publish. */
export const aDesigner = (tenant: string): Principal => principalOf({ actor: newId(), tenant, rights: ['DESIGN', 'PUBLISH'] });
