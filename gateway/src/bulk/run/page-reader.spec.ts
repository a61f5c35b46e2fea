import { readFileSync } from 'node:fs';
import { GraphQLError } from 'graphql';
import { unknownCaller } from '../../caller.js';
import { compositionFiles } from '../../compose.js';
import { openContracts } from '../../contracts.js';
import { CostRule } from '../../cost/cost-rule.js';
import { Deadlines } from '../../deadlines.js';
import type { Planner } from '../../planner.js';
import { Accounts } from '../../rate/accounts.js';
import { publishedClasses } from '../../rate/limit-classes.js';
import { Refused } from '../../refused.js';
import { wholeSchema } from '../../testing/cost-of.js';
import { log } from '../../gateway.fixture.js';
import { BulkPlans } from '../plan/bulk-plans.js';
import { PageReader, type ReadingParts } from './page-reader.js';
import type { Work } from './work.js';

const cost = new CostRule(wholeSchema, readFileSync(compositionFiles.supergraph, 'utf8'));
const plan = new BulkPlans(openContracts({ closed: false }), cost).of('partner', '{ awards(first: 1) { nodes { id } } }', 'JSONL');
const page = 'stages' in plan ? plan.stages[0]?.page : undefined;
const caller = { ...unknownCaller, principal: { ...unknownCaller.principal, kind: 'CLIENT' as const, actor: 'a', tenant: 't' }, limitClass: 'CLIENT' as const };
const work = { id: 'blk_1', after: 'p', contract: 'partner' } as Work;
const told = (code: string, retryable: boolean) => ({ data: null, errors: [new GraphQLError('No.', { extensions: { code, retryable } })] });
const fine = { data: { awards: null } };

/** A reader over a graph that gives these answers, one after the other. */
function readerOf(answers: readonly object[], more: Partial<ReadingParts> = {}, signal = new AbortController().signal) {
  const asked: { readonly first: unknown; readonly awaited: unknown }[] = [];
  const planner = {
    run: ({ variables }: { variables: Record<string, unknown> }, { statement }: { statement: { awaitPosition: unknown } }) => {
      asked.push({ first: variables.first, awaited: statement.awaitPosition });
      return Promise.resolve(answers[asked.length - 1] ?? fine);
    },
  } as unknown as Planner;
  const clock = { now: () => 0 };
  const accounts = new Accounts(publishedClasses, () => 'nowhere', clock);
  const parts: ReadingParts = { planner, cost, accounts, callerOf: () => Promise.resolve(caller), mayRun: () => Promise.resolve(), clock, deadlines: new Deadlines(clock), log, ...more };
  const reader = new PageReader(parts, work, signal);
  if (!page) throw new Error('there is no page');
  return { asked, accounts, read: () => reader.read(page, { after: null }) };
}

describe('reading a page in the background', () => {
  it('awaits the position that was named, and asks with the sizes of the plan', async () => {
    const { asked, read } = readerOf([]);
    expect(await read()).toEqual(fine.data);
    expect(asked).toEqual([{ first: 100, awaited: 'p' }]);
  });

  it('tries again what passes, and asks for less of what is too slow', async () => {
    const { asked, read } = readerOf([told('DEADLINE_EXCEEDED', true), told('SUBGRAPH_UNAVAILABLE', true)]);
    expect(await read()).toEqual(fine.data);
    expect(asked.map(({ first }) => first)).toEqual([100, 50, 50]);
  });

  it('ends with the code of what does not pass; what was masked is tried three times', async () => {
    const forbidden = readerOf([told('FORBIDDEN', false)]);
    await expect(forbidden.read()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(forbidden.asked).toHaveLength(1);
    const broken = readerOf([1, 2, 3, 4].map(() => told('SOMETHING', false)));
    await expect(broken.read()).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(broken.asked).toHaveLength(3);
  });

  it('asks nothing for who is known no more, and for a client that may send stored operations only', async () => {
    const refused = (code: string) => () => Promise.reject(new Refused(403, code, 'No.'));
    for (const [more, code] of [[{ callerOf: refused('FORBIDDEN') }, 'FORBIDDEN'], [{ mayRun: refused('OPERATION_NOT_STORED') }, 'OPERATION_NOT_STORED']] as const) {
      const { asked, read } = readerOf([], more);
      await expect(read()).rejects.toMatchObject({ code });
      expect(asked).toEqual([]);
    }
  });

  it('leaves the lower half of the points to what the caller asks himself', async () => {
    const stop = new AbortController();
    const { asked, accounts, read } = readerOf([], {}, stop.signal);
    const account = accounts.ofKnown(caller);
    account.charge(publishedClasses.CLIENT.points / 2 - 50);
    const reading = read();
    setTimeout(() => stop.abort(), 50);
    await expect(reading).rejects.toThrow();
    expect(asked).toEqual([]);
    account.refund(100);
    expect(await readerOf([], { accounts }).read()).toEqual(fine.data);
  });
});
