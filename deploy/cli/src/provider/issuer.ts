import { randomUUID } from 'node:crypto';
import type { RegistryClient } from '@cairn/client';
import type { Tally } from './tally.js';
import type { Provider } from './tenant.js';

/** An issuer as `createIssuer` takes it. */
export interface IssuerProfile {
  readonly slug: string;
  readonly name: string;
  readonly url: string;
  readonly description?: string;
  readonly sectors: readonly string[];
  readonly country?: string;
}

const find = `query ($slug: String!, $tenant: ID!) { issuers(first: 1, filter: { slug: { eq: $slug }, tenant: $tenant }) { nodes { id } } }`;
const create = `mutation ($input: CreateIssuerInput!) { createIssuer(input: $input) { issuer { id } position userErrors { code field message } } }`;

/** The tenant's issuer of that slug; made when it is missing. */
export async function ensureIssuer({ client, tenantId }: Provider, profile: IssuerProfile, tally?: Tally): Promise<string> {
  const found = await findIssuer(client, profile.slug, tenantId);
  tally?.add('issuers', found ? { unchanged: 1 } : { created: 1 });
  if (found) return found;
  const input = { idempotencyKey: randomUUID(), ...profile };
  return (await client.execute<{ createIssuer: { issuer: { id: string } } }>(create, { input })).createIssuer.issuer.id;
}

/** The tenant's issuer of that slug; undefined when there is none. */
export async function findIssuer(client: RegistryClient, slug: string, tenant: string): Promise<string | undefined> {
  const { issuers } = await client.execute<{ issuers: { nodes: { id: string }[] } }>(find, { slug, tenant });
  return issuers.nodes[0]?.id;
}
