import { accepted, refusal, refused } from '@cairn/access';
import { newId } from '@cairn/postgres';
import type { TestDatabase } from '@cairn/testkit';
import { once } from './idempotency.js';
import { tellerDatabase } from './testing/stones.js';

describe('an idempotency key', () => {
  let teller: TestDatabase;
  const tenant = newId();
  let runs = 0;
  beforeAll(async () => {
    teller = await tellerDatabase();
  }, 60_000);
  afterAll(() => teller?.close());
  beforeEach(() => {
    runs = 0;
  });
  const ask = (key: string | null, request: object, work = () => Promise.resolve(accepted({ run: (runs += 1) })), client = 'c') =>
    teller.database.write({ tenant }, (tx) => once(tx, { tenant, client, key, request }, work));

  it('gives the same answer for the same request, whatever the order of its members', async () => {
    expect(await ask('k1', { a: 1, b: [2] })).toEqual(accepted({ run: 1 }));
    expect(await ask('k1', { b: [2], a: 1 })).toEqual(accepted({ run: 1 }));
    expect(runs).toBe(1);
  });

  it('refuses another request under the same key, and keeps clients apart', async () => {
    await ask('k2', { a: 1 });
    expect(await ask('k2', { a: 2 })).toMatchObject({ ok: false, refusals: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
    expect(await ask('k2', { a: 2 }, undefined, 'other')).toMatchObject({ ok: true });
  });

  it('runs every time without a key, and does not remember refusals', async () => {
    await ask(null, {});
    await ask(null, {});
    expect(runs).toBe(2);
    expect(await ask('k3', { a: 1 }, () => Promise.resolve(refused(refusal('NO', 'No.')) as never))).toMatchObject({ ok: false });
    expect(await ask('k3', { a: 2 })).toMatchObject({ ok: true });
  });

  it('runs again after a failure that undid the transaction', async () => {
    await expect(ask('k4', {}, () => Promise.reject(new Error('died')))).rejects.toThrow('died');
    expect(await ask('k4', {})).toEqual(accepted({ run: 1 }));
  });

  it('runs once under 20 keys of 16 parallel requests each', async () => {
    const all = Array.from({ length: 320 }, (_, at) => ask(`p${at % 20}`, { at: at % 20 }));
    const answers = await Promise.all(all);
    expect(runs).toBe(20);
    for (const answer of answers) {
      if (!answer.ok) expect(answer.refusals[0]?.code).toBe('IDEMPOTENCY_KEY_IN_USE');
    }
  });
});
