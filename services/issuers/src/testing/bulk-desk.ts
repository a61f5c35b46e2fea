import { anonymous, bulkQueryKey, type BulkQueryFault, type Principal } from '@cairn/access';
import type { IssuersUnderTest } from './registry.js';

export interface AskedBulk {
  readonly bulkOperation: { readonly id: string; readonly position: string; readonly state: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
}

export interface ClaimedWork {
  readonly id: string;
  readonly lease: string;
  readonly query: string;
  readonly parts: number;
  readonly attempts: number;
  readonly progress: unknown;
  readonly clientId: string | null;
  readonly tenantId: string;
}

/** Background queries as the gateway asks for them and runs them. */
export class BulkDesk {
  constructor(private readonly registry: IssuersUnderTest) {}

  /** @param faults what the gateway found against the query */
  async run(principal: Principal, input: { query: string; format?: string; after?: string; idempotencyKey?: string }, faults: readonly BulkQueryFault[] = []): Promise<AskedBulk> {
    const query = 'mutation ($input: RunBulkQueryInput!) { runBulkQuery(input: $input) { bulkOperation { id position state } userErrors { code field } position } }';
    const statement = { principal, requestId: 'r', deadline: Date.now() + 30_000, awaitPosition: null, awaitMs: 0, contract: 'partner' as const, operation: null };
    const bulkQueries = { [bulkQueryKey(input.format ?? 'JSONL', input.query)]: faults };
    const { data, errors } = await this.registry.service.app.execute({ query, variables: { input } }, { ...statement, bulkQueries });
    if (errors) throw new Error(JSON.stringify(errors));
    return (JSON.parse(JSON.stringify(data)) as { runBulkQuery: AskedBulk }).runBulkQuery;
  }

  async claim(first = 10): Promise<ClaimedWork[]> {
    const fields = 'id lease query format after contract clientId accountId tenantId bound attempts startedAt parts progress';
    return (await this.ask<{ claimBulkOperations: ClaimedWork[] }>(`mutation { claimBulkOperations(first: ${first}) { ${fields} } }`)).claimBulkOperations;
  }

  async put({ id, lease }: ClaimedWork, number: number, text: string): Promise<boolean> {
    const input = { id, lease, number, content: Buffer.from(text).toString('base64') };
    return (await this.ask<{ putBulkPart: boolean }>('mutation ($input: PutBulkPartInput!) { putBulkPart(input: $input) }', { input })).putBulkPart;
  }

  async advance({ id, lease }: ClaimedWork, parts: number, progress: unknown, objects: number): Promise<boolean> {
    const input = { id, lease, parts, progress, counts: [{ path: 'issuers', objects }] };
    return (await this.ask<{ advanceBulkOperation: boolean }>('mutation ($input: AdvanceBulkOperationInput!) { advanceBulkOperation(input: $input) }', { input })).advanceBulkOperation;
  }

  async told(name: 'keepBulkOperation' | 'releaseBulkOperation', { id, lease }: ClaimedWork): Promise<boolean> {
    return (await this.ask<Record<string, boolean>>(`mutation ($id: ID!, $lease: ID!) { ${name}(id: $id, lease: $lease) }`, { id, lease }))[name] === true;
  }

  async end({ id, lease }: ClaimedWork, errorCode: string | null = null): Promise<boolean> {
    const query = 'mutation ($id: ID!, $lease: ID!, $errorCode: String) { endBulkOperation(id: $id, lease: $lease, errorCode: $errorCode) }';
    return (await this.ask<{ endBulkOperation: boolean }>(query, { id, lease, errorCode })).endBulkOperation;
  }

  /** The operation as a caller sees it. */
  async seen(principal: Principal, id: string): Promise<Seen | null> {
    const fields = 'id state format objectCount counts { path objects } fileSize url partialDataUrl manifestUrl sha256 errorCode position createdAt completedAt expiresAt';
    return (await this.registry.read<{ bulkOperation: Seen | null }>(principal, `query ($id: ID!) { bulkOperation(id: $id) { ${fields} } }`, { id })).bulkOperation;
  }

  private ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    return this.registry.read<Data>(anonymous, query, variables);
  }
}

export interface Seen {
  readonly id: string;
  readonly state: string;
  readonly objectCount: number;
  readonly fileSize: number;
  readonly url: string | null;
  readonly partialDataUrl: string | null;
  readonly manifestUrl: string | null;
  readonly sha256: string | null;
  readonly errorCode: string | null;
  readonly position: string;
  readonly completedAt: string | null;
  readonly expiresAt: string | null;
}
