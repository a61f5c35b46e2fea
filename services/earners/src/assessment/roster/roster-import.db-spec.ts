import { newId } from '@cairn/postgres';
import { ReviewDesk } from '../../testing/review-desk.js';

const header = 'change,identifierType,identifier,name,groups';
const member = (change: string, n: number | string, name = '', groups = '') => `${change},MEMBER_ID,T-${n},${name},${groups}`;
const fields = 'applied alreadyApplied joined left changed unchanged errors { row code field } errorCount position';

interface Outcome {
  readonly applied: boolean;
  readonly alreadyApplied: boolean;
  readonly errors: readonly object[];
  readonly position: string | null;
}

describe('a delta of a roster', () => {
  let desk: ReviewDesk;
  beforeEach(async () => {
    desk = await ReviewDesk.open();
  });
  afterEach(() => desk.service.close());

  const send = (deltaId: string, lines: readonly string[], mode = 'ALL_OR_NOTHING', by = desk.administrator) =>
    desk.act<Outcome>(by, 'importRoster', { deltaId, mode, csv: [header, ...lines].join('\r\n') }, fields);
  const kept = () => desk.service.database.work((tx) => tx.query<{ state: string; n: number }>('SELECT state, count(1)::int AS n FROM roster_entry GROUP BY state ORDER BY state'));
  const told = () => desk.service.database.work((tx) => tx.query<{ n: number }>(`SELECT count(1)::int AS n FROM audit_entry WHERE action LIKE 'cairn.roster%' OR action LIKE 'roster%'`));
  const nameOf = async (n: number) => {
    const found = await desk.query<{ earners: { nodes: { name: string; rosterEntry: { groups: string[] } | null }[] } }>(
      desk.administrator,
      'query ($filter: EarnerFilter) { earners(first: 1, filter: $filter) { nodes { name rosterEntry { groups } } } }',
      { filter: { identifier: { type: 'MEMBER_ID', value: `T-${n}` } } },
    );
    return found.earners.nodes[0];
  };

  it('is applied once, and says so when it comes again', async () => {
    expect(await send('start', [1, 2, 3, 4].map((n) => member('JOINED', n, `Member ${n}`, 'north;choir')))).toMatchObject({ applied: true, joined: 4, left: 0, changed: 0 });
    const lines = [member('JOINED', 5, 'Member 5'), member('LEFT', 1), member('CHANGED', 2, 'Ada Lind'), member('CHANGED', 3, '', 'south'), member('JOINED', 4)];
    const first = await send('2026-10-07/1', lines);
    expect(first).toMatchObject({ applied: true, alreadyApplied: false, joined: 1, left: 1, changed: 2, unchanged: 1, errorCount: 0 });
    const events = await told();
    expect(await send('2026-10-07/1', lines)).toEqual({ ...first, alreadyApplied: true, position: null });
    expect(await told()).toEqual(events);
    expect(await kept()).toEqual([{ state: 'ACTIVE', n: 4 }, { state: 'LEFT', n: 1 }]);
    expect(await nameOf(2)).toEqual({ name: 'Ada Lind', rosterEntry: { groups: ['choir', 'north'] } });
    expect(await nameOf(3)).toEqual({ name: 'Member 3', rosterEntry: { groups: ['south'] } });
    expect(await send('2026-10-07/1', lines.slice(1))).toMatchObject({ applied: false, userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: ['input', 'deltaId'] }] });
  });

  it('applies nothing, or all but the refused lines, when a line is malformed', async () => {
    const lines = [member('JOINED', 1), 'JOINED,EMAIL,nobody,,', member('LEFT', 9), 'JOINED,"x', member('JOINED', 1)];
    const errors = [
      { row: 2, code: 'INVALID_VALUE', field: 'identifier' },
      { row: 3, code: 'NOT_FOUND', field: 'identifier' },
      { row: 4, code: 'MALFORMED_LINE', field: null },
      { row: 5, code: 'INVALID_VALUE', field: 'identifier' },
    ];
    expect(await send('d', lines)).toMatchObject({ applied: false, joined: 0, errors, errorCount: 4, position: null, userErrors: [] });
    expect(await kept()).toEqual([]);
    expect(await send('d', lines, 'BEST_EFFORT')).toMatchObject({ applied: true, joined: 1, errors });
    expect(await send('d', lines, 'BEST_EFFORT')).toMatchObject({ alreadyApplied: true, joined: 1, errors });
    expect(await kept()).toEqual([{ state: 'ACTIVE', n: 1 }]);
  });

  it('is refused as a whole when it cannot be read, or is not the caller\'s to send', async () => {
    const csv = (text: string) => desk.codes(desk.administrator, 'importRoster', { deltaId: 'd', csv: text });
    expect(await csv('nothing,known\n1,2')).toEqual(['INVALID_VALUE']);
    expect(await csv('"change')).toEqual(['INVALID_VALUE']);
    expect(await csv(`${header}\n${`${member('LEFT', 1)}\n`.repeat(5_001)}`)).toEqual(['INVALID_VALUE']);
    expect((await send(' ', [])).userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'deltaId'] }]);
    expect((await send('d', [], 'BEST_EFFORT', { ...desk.administrator, rights: ['REVIEW'] })).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
  });

  it('knows the members and the deltas of its own tenant alone', async () => {
    await send('d', [member('JOINED', 1, 'Member 1')]);
    const stranger = { ...desk.administrator, tenant: newId() };
    expect(await send('d', [member('LEFT', 1)], 'BEST_EFFORT', stranger)).toMatchObject({ alreadyApplied: false, errors: [{ row: 1, code: 'NOT_FOUND' }] });
    expect(await kept()).toEqual([{ state: 'ACTIVE', n: 1 }]);
  });

  it('brings thousands within one request', async () => {
    const lines = Array.from({ length: 2_000 }, (_, n) => member('JOINED', n, `Member ${n}`));
    expect(await send('all', lines)).toMatchObject({ applied: true, joined: 2_000 });
    expect(await send('next', lines.map((text) => text.replace('JOINED', 'CHANGED').replace(',Member', ',Friend')))).toMatchObject({ changed: 2_000 });
  });
});
