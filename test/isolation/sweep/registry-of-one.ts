import type { TestTenant } from '@cairn/testkit';
import { aReviewedAchievement, handIn } from '../../graph/filing.js';
import { anIssuer, aDraftAchievement, anAward, aPathway, aPublishedAchievement, assessment, enrol, eventually } from '../../graph/arrange.js';

/** A text that goes into private fields. */
export type Secret = () => string;

interface Filled {
  readonly everybodys: readonly string[];
  readonly unlisted: readonly string[];
  readonly positions: readonly string[];
}

const payload = 'position userErrors { code field message }';

/**
 * Fills a tenant with one of everything that a provider has, every private text of it drawn from `secret`.
 *
 * @returns ids that anybody may know (of the issuer, of what is published, of what is public), ids that no list tells, and positions of writes
 */
export async function fillRegistry(tenant: TestTenant, secret: Secret): Promise<Filled> {
  const issuer = await anIssuer(tenant);
  const published = await aPublishedAchievement(tenant, issuer, 'Knows lamps');
  const assessed = { assessment: { ...assessment, method: secret(), assessor: secret() }, results: [{ name: secret(), value: secret() }] };
  const award = await anAward(tenant, published, secret(), { partnerReference: secret(), ...assessed });
  const open = await aPublishedAchievement(tenant, issuer, 'Knows oil');
  const suspended = await anAward(tenant, open, secret(), { partnerReference: secret(), ...assessed });
  await aDraftAchievement(tenant, issuer, secret(), { description: secret(), criteria: secret(), tags: [secret()] });
  const pathway = await aPathway(tenant, issuer, [{ id: 'a', kind: 'award', achievement: published.id }]);
  const hidden = await aHiddenPathway(tenant, issuer.id, published.id, secret);
  await tenant.mutate(
    `mutation ($input: SuspendAwardInput!) { suspendAward(input: $input) { ${payload} } }`,
    { input: { id: suspended.id, cause: 'ISSUER' } },
  );
  await tenant.mutate(
    `mutation ($input: CreateEarnerInput!) { createEarner(input: $input) { ${payload} } }`,
    { input: { name: secret(), identifiers: [{ type: 'EMAIL', value: `${secret()}@riverside.example` }, { type: 'MEMBER_ID', value: secret() }] } },
  );
  await eventually(async () => enrol(tenant, award.earnerId, pathway.id, { partnerReference: secret() }).catch(() => undefined), (made) => made !== undefined);
  await enrol(tenant, suspended.earnerId, hidden, { partnerReference: secret() });
  const job = await anImport(tenant, secret);
  const reviewed = await aReviewedAchievement(tenant, issuer, 'Makes lamps');
  await handIn(tenant, reviewed, award.earnerId, secret, { filed: true });
  await handIn(tenant, reviewed, suspended.earnerId, secret, { filed: false });
  return { everybodys: [issuer.id, published.id, published.versionId, open.id, open.versionId, reviewed.id, reviewed.versionId, pathway.id, pathway.versionId], unlisted: [job], positions: [award.position, issuer.position] };
}

/** A published pathway for members only, so that not even its title is anybody else's to know. */
async function aHiddenPathway(tenant: TestTenant, issuerId: string, achievement: string, secret: Secret): Promise<string> {
  const definition = {
    language: 'cairn-pathway/1',
    requirements: [{ id: 'a', kind: 'award', achievement }],
    policy: { sharing: 'shared' },
    versioning: { enrolFrom: '2020-01-01' },
    completion: null,
  };
  const made = await tenant.mutate<{ pathway: { id: string }; pathwayVersion: { id: string } }>(
    `mutation ($input: CreatePathwayInput!) { createPathway(input: $input) { pathway { id } pathwayVersion { id } ${payload} } }`,
    { input: { issuerId, code: secret(), title: secret(), access: 'MEMBERS_ONLY', definition } },
  );
  await tenant.mutate(`mutation ($input: PublishPathwayVersionInput!) { publishPathwayVersion(input: $input) { ${payload} } }`, { input: { id: made.pathwayVersion.id } });
  return made.pathway.id;
}

async function anImport(tenant: TestTenant, secret: Secret): Promise<string> {
  const uploaded = await fetch(`${tenant.url}/uploads/earners`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tenant.key}`, 'content-type': 'text/csv' },
    body: `name,identifierType,identifier,verified\n${secret()},EMPLOYEE_ID,${secret()},true\n${secret()},NO_SUCH_TYPE,${secret()},true\n`,
  });
  const uploadId = uploaded.headers.get('location')?.split('/').at(-1);
  const { job } = await tenant.mutate<{ job: { id: string } }>(
    'mutation ($input: ImportEarnersInput!) { importEarners(input: $input) { job { id } userErrors { code field message } } }',
    { input: { uploadId, format: 'CSV' } },
  );
  return job.id;
}
