import type { ForeignPlace } from './foreign-place.js';
import { GraphClient } from './graph-client.js';

/** The registry that the project's global set-up started (see registries.mjs). */
export interface TestRegistry {
  readonly url: string;
  /** Under the operator's key. */
  readonly operator: GraphClient;
  /** Where mail is written to, a file each. */
  readonly mailDir: string;
  /** The one host of elsewhere that it may call, for the story that opens it. */
  readonly elsewhere: ForeignPlace;
  /** The one receiver of webhooks that it may call, for the story that opens it. */
  readonly receiver: ForeignPlace;
}

/** A tenant of one test file's own: nothing that others do is seen in it. */
export interface TestTenant extends GraphClient {
  readonly tenantId: string;
}

export type Shape = 'embedded' | 'services';

declare global {
  /** Set for each project in jest.config.mjs. */
  var cairnShape: Shape | undefined;
}

/** The name under which a set-up tells the test files where its registry is. */
export const addressVariable = (shape: Shape): string => `CAIRN_TEST_${shape.toUpperCase()}`;

export function aRegistry(): TestRegistry {
  const shape = globalThis.cairnShape;
  const address = shape && process.env[addressVariable(shape)];
  if (!address) throw new Error('no registry: run graph stories in the Jest project `graph-embedded` or `graph-services`');
  const { key, ...rest } = JSON.parse(address) as Omit<TestRegistry, 'operator'> & { key: string };
  return { ...rest, operator: new GraphClient(rest.url, key) };
}

const createTenant = `mutation ($input: CreateTenantInput!) {
  createTenant(input: $input) { tenant { id } position userErrors { code field message } }
}`;
const createApiClient = `mutation ($input: CreateApiClientInput!) {
  createApiClient(input: $input) { key userErrors { code field message } }
}`;

const everyRight = ['ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'ANALYSE'] as const;

export type TestRight = (typeof everyRight)[number] | 'REVIEW' | 'GRANT_AWARD' | 'SIT_ON_COMMITTEE' | 'AUDIT';

/** A fresh tenant, and a client that acts for it. */
export async function aTenant(name = 'Riverside Institute', rights: readonly TestRight[] = everyRight): Promise<TestTenant> {
  const { operator, url } = aRegistry();
  const { tenant } = await operator.mutate<{ tenant: { id: string } }>(createTenant, { input: { name } });
  return Object.assign(new GraphClient(url, await aKey(tenant.id, rights)), { tenantId: tenant.id });
}

/** A further key of a tenant, for instance one with fewer rights. */
export async function aKey(tenantId: string, rights: readonly TestRight[]): Promise<string> {
  const { operator } = aRegistry();
  const { key } = await operator.mutate<{ key: string }>(createApiClient, { input: { tenantId, name: 'Test', rights } });
  return key;
}
