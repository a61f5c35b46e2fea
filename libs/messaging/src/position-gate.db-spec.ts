import { OpaqueTokens } from '@cairn/access';
import { tenantCreated } from '@cairn/events';
import { newId, type Uuid } from '@cairn/postgres';
import type { TestDatabase } from '@cairn/testkit';
import { encodePosition } from './position.js';
import { PositionGate } from './position-gate.js';
import { hearerDatabase } from './testing/stones.js';

const tokens = new OpaqueTokens(Buffer.alloc(32, 3));
const { topic } = tenantCreated;

describe('the gate for positions', () => {
  let hearing: TestDatabase;
  let gate: PositionGate;
  beforeAll(async () => {
    hearing = await hearerDatabase();
    gate = new PositionGate(hearing.database, tokens, new Set([topic]), { now: () => Date.now() });
  }, 60_000);
  afterAll(() => hearing?.close());
  const apply = (event: Uuid) => hearing.database.work((tx) => tx.query('INSERT INTO inbox (event_id) VALUES ($1)', [event]));
  const token = (...events: Uuid[]) => encodePosition(tokens, events.map((event) => ({ topic, event })));

  it('lets a read go on as soon as every event of the write is applied', async () => {
    const [one, two] = [newId(), newId()];
    await apply(one);
    // Were it to wait for the end of its time, the test would be over before.
    const waiting = gate.reached(token(one, two), 600_000);
    setTimeout(() => void apply(two), 60);
    expect(await waiting).toBe('reached');
  });

  it('answers late when the time is over, and at once when it may not wait', async () => {
    const began = Date.now();
    expect(await gate.reached(token(newId()), 120)).toBe('late');
    expect(Date.now() - began).toBeGreaterThanOrEqual(110);
    expect(await gate.reached(token(newId()), 0)).toBe('late');
  });

  it('merges tokens joined by a comma, and refuses forged ones and more than 50 marks', async () => {
    const [one, two] = [newId(), newId()];
    await apply(one);
    expect(await gate.reached(`${token(one)},${token(two)}`, 0)).toBe('late');
    await apply(two);
    expect(await gate.reached(`${token(one)}, ${token(two)}`, 0)).toBe('reached');
    expect(await gate.reached(`${token(one)},x${token(two)}`, 0)).toBe('invalid');
    const many = Array.from({ length: 30 }, () => newId());
    expect(await gate.reached(`${token(...many)},${token(...many.map(() => newId()))}`, 0)).toBe('invalid');
  });

  it('waits neither for topics it does not hear nor for events older than a week', async () => {
    expect(await gate.reached(encodePosition(tokens, [{ topic: 'cairn.elsewhere.v1', event: newId() }]), 0)).toBe('reached');
    const old = '01900000-0000-7000-8000-000000000000' as Uuid;
    expect(await gate.reached(token(old), 0)).toBe('reached');
  });

  it('keeps at most 200 waiters', async () => {
    const ended: number[] = [];
    const waiting = Array.from({ length: 220 }, async (_, at) => {
      const outcome = await gate.reached(token(newId()), 3_000);
      ended.push(at);
      return outcome;
    });
    await Promise.race(waiting);
    expect(ended.every((at) => at >= 200)).toBe(true);
    expect(await Promise.all(waiting)).toEqual(Array(220).fill('late'));
    expect(ended.slice(0, 20).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => 200 + at));
  });
});
