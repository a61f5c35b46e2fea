import { principalOf } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { ReviewDesk } from '../../testing/review-desk.js';

const entry = 'rosterEntry { id state groups } position';

interface Written {
  readonly rosterEntry: { readonly id: string; readonly state: string; readonly groups: string[] };
  readonly position: string | null;
}

describe('a roster', () => {
  let desk: ReviewDesk;
  beforeAll(async () => {
    desk = await ReviewDesk.open();
  });
  afterAll(() => desk.service.close());

  const of = async (id: string, by = desk.administrator) =>
    (await desk.query<{ earner: { rosterEntry: object | null } | null }>(by, 'query ($id: ID!) { earner(id: $id) { rosterEntry { state groups } } }', { id })).earner?.rosterEntry;

  it('has a person once, who may pause, come back and leave', async () => {
    const earnerId = await desk.anEarner();
    const [first, again] = [
      await desk.done<Written>(desk.administrator, 'addToRoster', { earnerId, groups: ['north', 'choir'] }, entry),
      await desk.done<Written>(desk.administrator, 'addToRoster', { earnerId, groups: ['south'] }, entry),
    ];
    expect([again.rosterEntry, again.position]).toEqual([{ ...first.rosterEntry, groups: ['choir', 'north'] }, null]);
    const { id } = first.rosterEntry;
    await desk.done(desk.administrator, 'changeRosterEntry', { id, state: 'PAUSED' }, '__typename');
    expect(await of(earnerId)).toEqual({ state: 'PAUSED', groups: ['choir', 'north'] });
    await desk.done(desk.administrator, 'leaveRoster', { id }, '__typename');
    expect(await of(earnerId)).toBeNull();
    expect(await desk.codes(desk.administrator, 'changeRosterEntry', { id, state: 'ACTIVE' })).toEqual(['NOT_FOUND']);
    const anew = await desk.done<Written>(desk.administrator, 'addToRoster', { earnerId }, entry);
    expect(anew.rosterEntry.id).not.toBe(id);
  });

  it('is kept by the staff of its tenant alone, and read by the person too', async () => {
    const earnerId = await desk.anEarner();
    const stranger = { ...desk.administrator, tenant: newId() };
    expect(await desk.codes(stranger, 'addToRoster', { earnerId })).toEqual(['NOT_FOUND']);
    expect(await desk.codes({ ...desk.administrator, rights: ['REVIEW'] }, 'addToRoster', { earnerId })).toEqual(['GRANT_MISSING']);
    const { rosterEntry } = await desk.done<Written>(desk.administrator, 'addToRoster', { earnerId, groups: ['north'] }, entry);
    expect(await desk.codes(stranger, 'leaveRoster', { id: rosterEntry.id })).toEqual(['NOT_FOUND']);
    const account = newId();
    await desk.service.database.work((tx) => tx.query(`UPDATE earner SET account_id = $2, state = 'CLAIMED' WHERE id = $1`, [earnerId.slice(4), account]));
    expect(await of(earnerId, principalOf({ kind: 'PERSON', actor: account, account }))).toEqual({ state: 'ACTIVE', groups: ['north'] });
  });

  it('follows a record that becomes part of another one, and lets go of who is erased', async () => {
    const [fromId, intoId] = [await desk.anEarner(), await desk.anEarner()];
    await desk.done(desk.administrator, 'addToRoster', { earnerId: fromId, groups: ['north'] }, '__typename');
    await desk.done(desk.administrator, 'mergeEarners', { fromId, intoId }, '__typename');
    await desk.settled();
    expect(await of(intoId)).toEqual({ state: 'ACTIVE', groups: ['north'] });
    await desk.done(desk.administrator, 'eraseEarner', { earnerId: intoId, reason: 'PERSON_ASKED' }, '__typename');
    await desk.settled();
    const rows = await desk.service.database.work((tx) => tx.query<{ state: string }>('SELECT state FROM roster_entry WHERE earner_id = $1', [intoId.slice(4)]));
    expect(rows).toEqual([{ state: 'LEFT' }]);
  });
});
