import { setTimeout as pause } from 'node:timers/promises';
import type { SubgraphSource } from '../../datasource.js';
import { Unanswered } from '../../subgraph.js';
import { LeaseLost, type Progress, type Work } from './work.js';

const fields = 'id lease query format after contract clientId accountId tenantId bound attempts startedAt parts progress';
const claim = `mutation ClaimBulkOperations($first: Int!) { claimed: claimBulkOperations(first: $first) { ${fields} } }`;
const put = 'mutation PutBulkPart($input: PutBulkPartInput!) { held: putBulkPart(input: $input) }';
const advance = 'mutation AdvanceBulkOperation($input: AdvanceBulkOperationInput!) { held: advanceBulkOperation(input: $input) }';
const keep = 'mutation KeepBulkOperation($id: ID!, $lease: ID!) { held: keepBulkOperation(id: $id, lease: $lease) }';
const release = 'mutation ReleaseBulkOperation($id: ID!, $lease: ID!) { held: releaseBulkOperation(id: $id, lease: $lease) }';
const end = 'mutation EndBulkOperation($id: ID!, $lease: ID!, $errorCode: String) { held: endBulkOperation(id: $id, lease: $lease, errorCode: $errorCode) }';

/** Waits between tries, in ms; after the last of them the lease has long ended. */
const waits = [200, 500, 1_000, 2_000, 4_000, 8_000];

/**
 * Where work is taken and reported: issuers, whose files the results are. Every report may be repeated, so what gets no
 * answer is told again. Throws LeaseLost where a report is not taken any more, and Unanswered when issuers is gone for long.
 */
export class WorkDesk {
  constructor(
    private readonly issuers: SubgraphSource,
  ) {}

  async claim(first: number): Promise<readonly Work[]> {
    const { claimed } = await this.issuers.askForGateway({ query: claim, variables: { first } }, 'bulk');
    return claimed as readonly Work[];
  }

  put({ id, lease }: Work, number: number, bytes: Buffer): Promise<void> {
    return this.report(put, { input: { id, lease, number, content: bytes.toString('base64') } }, id);
  }

  advance({ id, lease }: Work, parts: number, progress: Progress): Promise<void> {
    const counts = Object.entries(progress.counts).map(([path, objects]) => ({ path, objects }));
    return this.report(advance, { input: { id, lease, parts, progress, counts } }, id);
  }

  keep({ id, lease }: Work): Promise<void> {
    return this.report(keep, { id, lease }, id);
  }

  release({ id, lease }: Work): Promise<void> {
    return this.report(release, { id, lease }, id);
  }

  /** @param errorCode why it failed; null: everything is written */
  end({ id, lease }: Work, errorCode: string | null): Promise<void> {
    return this.report(end, { id, lease, errorCode }, id);
  }

  private async report(query: string, variables: Record<string, unknown>, id: string): Promise<void> {
    for (const wait of [...waits, null]) {
      try {
        const { held } = await this.issuers.askForGateway({ query, variables }, id);
        if (held !== true) throw new LeaseLost();
        return;
      } catch (error) {
        if (!(error instanceof Unanswered) || wait === null) throw error;
        await pause(wait);
      }
    }
  }
}
