import { RegistryClient, RegistryFault } from '@cairn/client';

/** A tenant, and a client that acts for it with every right. */
export interface Provider {
  readonly tenantId: string;
  readonly client: RegistryClient;
}

const everyRight = ['ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'REVIEW', 'GRANT_AWARD', 'SIT_ON_COMMITTEE', 'ANALYSE', 'AUDIT'];

/**
 * The tenant that data are written to: with an operator's key one of its own, opened the first time and found again
 * by its idempotency key; with any other key the key's own.
 */
export async function openProvider(caller: RegistryClient, tenant: { readonly name: string; readonly idempotencyKey: string }): Promise<Provider> {
  const { viewer } = await caller.execute<{ viewer: { operator: boolean; tenant: { id: string } | null } }>('{ viewer { operator tenant { id } } }');
  if (!viewer.tenant) throw new RegistryFault('This needs an API key: --key, CAIRN_API_KEY or the data folder of the registry.', 'UNAUTHENTICATED', false);
  if (!viewer.operator) return { tenantId: viewer.tenant.id, client: caller };
  const tenantId = await openTenant(caller, tenant);
  return { tenantId, client: new RegistryClient(caller.url, await createKey(caller, { tenantId, name: tenant.name, rights: everyRight })) };
}

/** Makes an API client of a tenant and hands over its key. */
export async function createKey(operator: RegistryClient, input: { readonly tenantId?: string; readonly name: string; readonly rights: readonly string[] }): Promise<string> {
  const mutation = `mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { key userErrors { code field message } } }`;
  return (await operator.execute<{ createApiClient: { key: string } }>(mutation, { input })).createApiClient.key;
}

async function openTenant(operator: RegistryClient, input: { readonly name: string; readonly idempotencyKey: string }): Promise<string> {
  const mutation = `mutation ($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id } position userErrors { code field message } } }`;
  const { createTenant } = await operator.execute<{ createTenant: { tenant: { id: string } } }>(mutation, { input });
  return createTenant.tenant.id;
}
