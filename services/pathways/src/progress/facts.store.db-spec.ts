import { newId } from '@cairn/postgres';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import { migrations } from '../app.js';
import { FactsStore } from './facts.store.js';

describe('what is read of earners', () => {
  const store = new FactsStore();
  const tenant = newId();
  const [little, much] = [newId(), newId()];
  const [wanted, other, another] = [newId(), newId(), newId()];
  const substitute = newId();
  let made: TestDatabase;

  const award = (earner: string, achievement: string, id = newId(), state = 'ACTIVE') =>
    made.database.work((tx) =>
      tx.query(
        `INSERT INTO holding (tenant_id, award_id, earner_id, achievement_id, achievement_version_id, issuer_id, state, issued_on, voided, suspensions, version, recorded_at, snapshot)
         VALUES ($1, $2, $3, $4, $4, $1, $5, '2025-03-01', false, '[]', 1, now(), '{}')`,
        [tenant, id, earner, achievement, state],
      ),
    );
  const held = async (named: readonly ReadonlySet<string>[] | null, substitutes: readonly string[] = []) => {
    const found = await made.database.work((tx) => store.holdings(tx, tenant, [little, much, much, newId()], named, substitutes));
    return (earner: string) => (found.get(earner) ?? []).map(({ achievement }) => achievement);
  };

  beforeAll(async () => {
    made = await testDatabase('pathways', migrations);
    await award(little, wanted);
    await award(little, other);
    await award(little, wanted, newId(), 'OFFERED');
    for (let n = 0; n < 60; n += 1) await award(much, other);
    await award(much, wanted);
    await award(much, wanted);
    await award(much, another, substitute);
  });
  afterAll(() => made.close());

  it('is all that is held by who holds little, and nothing that is only offered', async () => {
    const of = await held([new Set([wanted])]);
    expect(of(little).sort()).toEqual([wanted, other].sort());
  });

  it('is only what is named of what is held by who holds much', async () => {
    const of = await held([new Set([wanted]), new Set([newId()])]);
    expect(of(much)).toEqual([wanted, wanted]);
  });

  it('is of who holds much also the awards that are asked for by themselves', async () => {
    const of = await held([new Set([wanted])], [substitute]);
    expect(of(much).sort()).toEqual([wanted, wanted, another].sort());
  });

  it('is everything where something looks at any achievement', async () => {
    const of = await held(null);
    expect([of(little).length, of(much).length]).toEqual([2, 63]);
  });

  it('is nothing of who holds much where nothing is named', async () => {
    const of = await held([]);
    expect(of(much)).toEqual([]);
  });
});
