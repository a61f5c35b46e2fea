import type { Request } from 'express';
import type { Caller } from '../caller.js';
import { contractFor } from '../contracts.js';
import type { Deadlines } from '../deadlines.js';
import { errorCodes } from '../error-codes.js';
import type { Operations } from '../operations.js';
import type { Principals } from '../principal.js';
import type { Accounts } from '../rate/accounts.js';
import { Refused } from '../refused.js';
import type { RequestContext } from '../request-context.js';
import { requestIdOf, statementFor } from '../request-statement.js';
import type { StoredOperations } from '../stored/stored-operations.js';
import type { Ask } from './view.js';

const triesMost = 3;

export interface GraphParts {
  readonly operations: Operations;
  readonly principals: Principals;
  readonly accounts: Accounts;
  readonly stored: StoredOperations;
  readonly deadlines: Deadlines;
}

/**
 * The gateway's own `/graphql`, asked by its own pages without a way over the network: whoever looks is the caller, in the contract, within
 * the limits and at the expense that he has there.
 */
export class OwnGraph {
  constructor(private readonly parts: GraphParts) {}

  /**
   * Throws Refused, as `Principals` does.
   *
   * @param authorization as it stands in the header; undefined for nobody
   * @param tenant for which of his tenants somebody asks who belongs to several
   */
  async as(request: Request, authorization: string | undefined, tenant: string | null): Promise<Ask> {
    const caller = await this.parts.principals.of({ authorization, 'x-tenant': tenant ?? undefined }, requestIdOf(request));
    return (query, variables) => this.patiently(() => this.ask(request, caller, query, variables));
  }

  /** Asks again what is worth asking again, as any good client of the graph does; whoever has used up his points has to wait. */
  private async patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        const isWorthIt = error instanceof Refused && error.retryable && error.code !== 'THROTTLED';
        if (!isWorthIt || tries >= triesMost) throw error;
      }
    }
  }

  private async ask<Answer>(request: Request, caller: Caller, query: string, variables: Readonly<Record<string, unknown>>): Promise<Answer> {
    const { operations, accounts, stored, deadlines } = this.parts;
    const requestId = requestIdOf(request);
    const { principal } = caller;
    const account = accounts.of(caller, request);
    account.arrive();
    const contract = contractFor(principal, undefined);
    const { hash } = await stored.find({ query, hash: undefined }, caller, requestId);
    const statement = { ...statementFor(request, principal, requestId, deadlines), contract, operation: hash };
    const context: RequestContext = { contract, statement, account, requested: 0, actual: 0, subgraphCalls: 0 };
    const { data, errors } = (await operations.answer({ query, variables }, context)).body;
    const [fault] = errors ?? [];
    if (!fault) return data as Answer;
    const code = String(fault.extensions?.['code']);
    throw new Refused(errorCodes[code]?.status ?? 500, code, fault.message, fault.extensions?.['retryable'] === true);
  }
}
