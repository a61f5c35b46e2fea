import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';
import { IndexLeases } from '../status-list/index-lease.service.js';

describe('taking awards over', () => {
  let one: VerificationRegistry;
  let other: VerificationRegistry;
  let provider: Provider;

  beforeAll(async () => {
    one = await VerificationRegistry.open();
    other = await VerificationRegistry.open(one);
    provider = await new Provider(one).introduce();
  }, 60_000);
  afterAll(async () => {
    await other.close();
    await one.close();
    await one.test.close();
  });

  const rows = <Row>(sql: string, values: unknown[] = []) => one.test.database.work((tx) => tx.query<Row>(sql, values));

  it('takes 500 awards with as many statements as five', async () => {
    const counted = async (count: number) => {
      one.statements();
      await provider.awardMany(count);
      return one.statements().length;
    };
    await counted(17);
    const few = await counted(5);
    const many = await counted(500);
    // At most one more lease of places, which may find its list's secret unopened.
    expect(many).toBeLessThanOrEqual(few + 3);
    expect(many).toBeLessThanOrEqual(12);
  });

  it('gives places while others still write credentials that name the same list', async () => {
    await provider.awardMany(1);
    await one.test.database.work(async (tx) => {
      // As the foreign key of a credential does that is not committed yet.
      await tx.query('SELECT 1 FROM status_list WHERE tenant_id = $1 FOR KEY SHARE', [provider.tenant]);
      expect(await one.app.get(IndexLeases).take(provider.tenant, provider.issuer, 2_000)).toHaveLength(2_000);
    });
  });

  it('gives no place twice to concurrent takers in two processes, nor after one of them died', async () => {
    const takers = [one.app.get(IndexLeases), other.app.get(IndexLeases)];
    const taken = await Promise.all(
      Array.from({ length: 60 }, (_, turn) => takers[turn % 2]?.take(provider.tenant, provider.issuer, 1 + (turn % 40)) ?? []),
    );
    const reborn = await VerificationRegistry.open(one);
    taken.push(await reborn.app.get(IndexLeases).take(provider.tenant, provider.issuer, 100));
    await reborn.close();
    const places = taken.flat().map(({ list, index }) => `${list}#${index}`);
    expect(new Set(places).size).toBe(places.length);
    const indices = taken.flat().map(({ index }) => index);
    const neighbours = indices.filter((index, position) => Math.abs(index - (indices[position - 1] ?? index)) === 1);
    expect(neighbours.length).toBeLessThan(5);
  });

  it('opens another list when one is full', async () => {
    await rows(`UPDATE status_list SET next = 131070 WHERE issuer_id = $1`, [provider.issuer]);
    const fresh = await VerificationRegistry.open(one);
    const places = await fresh.app.get(IndexLeases).take(provider.tenant, provider.issuer, 20);
    await fresh.close();
    expect(new Set(places.map(({ list }) => list)).size).toBe(2);
    expect(places).toHaveLength(20);
  });

  it('hears the same award twice and makes one credential', async () => {
    const fact = await provider.award();
    await provider.award(fact);
    expect(await rows(`SELECT version FROM credential WHERE award_id = $1`, [fact.award])).toEqual([{ version: 1 }]);
  });

  it('makes no credential of an offer until it is accepted', async () => {
    const [taken, left] = [await provider.award({ state: 'OFFERED' }), await provider.award({ state: 'OFFERED' })];
    await provider.change('accepted', taken, { state: 'ACTIVE' });
    await provider.change('declined', left, { state: 'DECLINED' });
    const found = await rows<{ award: string }>(`SELECT award_id AS award FROM credential WHERE award_id = ANY($1::uuid[])`, [
      [taken.award, left.award],
    ]);
    expect(found).toEqual([{ award: taken.award }]);
  });

  it('names an earner alike in two credentials of one issuer, and never by its own id', async () => {
    const earner = provider.issuer;
    const facts = [await provider.award({ earner }), await provider.award({ earner })];
    const found = await rows<{ subject: string }>(`SELECT DISTINCT subject_id AS subject FROM credential WHERE award_id = ANY($1::uuid[])`, [
      facts.map(({ award }) => award),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]?.subject).not.toBe(earner);
  });

  it('lets a tenant read its own credentials and public ones, and nothing else', async () => {
    const [own, open] = [await provider.award({ visibility: 'PRIVATE' }), await provider.award()];
    const seen = (tenant: string | null) =>
      one.test.database.read({ tenant }, (tx) =>
        tx.query<{ award: string }>(`SELECT award_id AS award FROM credential WHERE award_id = ANY($1::uuid[])`, [[own.award, open.award]]),
      );
    expect(await seen(provider.tenant)).toHaveLength(2);
    for (const stranger of [null, new Provider(one).tenant]) expect(await seen(stranger)).toEqual([{ award: open.award }]);
    for (const table of ['sealed_secret', 'award_state', 'status_change', 'credential_document']) {
      const found = await one.test.database.read({ tenant: null }, (tx) => tx.compose(`SELECT 1 FROM ${table} LIMIT 1`));
      expect([table, found]).toEqual([table, []]);
    }
  });
});
