import type { GraphClient, TestTenant } from '@cairn/testkit';
import { anAward, anIssuer, aPublishedAchievement, eventually } from './arrange.js';
import { aPerson, type Person, register, type RegisteredFrontEnd, Request } from './signing-in.js';

const claimLink = `mutation ($input: CreateClaimLinkInput!) { createClaimLink(input: $input) { token userErrors { code message } } }`;
const claim = `mutation ($input: ClaimEarnerInput!) { claimEarner(input: $input) { earner { id } position userErrors { code message } } }`;

/** Somebody who signed in and has claimed a record of the tenant, which verification has heard of. */
export interface Claimant {
  readonly person: Person;
  readonly earnerId: string;
  /** Under his own token. */
  readonly graph: GraphClient;
}

export async function aClaimant(tenant: TestTenant, desk: RegisteredFrontEnd, name: string, awardedOn?: string): Promise<Claimant> {
  const person = await aPerson(name);
  const { access_token: token } = await new Request(desk, 'openid award').tokens(person);
  const graph = tenant.as(token);
  const issuer = await anIssuer(tenant);
  const achievement = await aPublishedAchievement(tenant, issuer, 'Knows herons');
  const { earnerId, id } = await anAward(tenant, achievement, `H-${Math.random()}`, awardedOn === undefined ? {} : { awardedOn });
  const { token: link } = await tenant.mutate<{ token: string }>(claimLink, { input: { earnerId } });
  const { position } = await graph.mutate<{ position: string }>(claim, { input: { token: link } });
  // The claim and the award's credential reach the verification service by events.
  await eventually(
    () => graph.graph<{ myEarners: { backpack: object | null }[]; award: { credential: { document: object | null } | null } | null }>(
      `query ($id: ID!) { myEarners { backpack(first: 1) { totalCount } } award(id: $id) { credential { document } } }`,
      { id },
      { awaitPosition: position },
    ),
    ({ data }) => Boolean(data?.myEarners[0]?.backpack && data.award?.credential?.document),
  );
  return { person, earnerId, graph };
}

export const aDesk = async (tenant: TestTenant): Promise<RegisteredFrontEnd> => (await register({ scope: 'openid award' }, tenant.key ?? '')).body;
