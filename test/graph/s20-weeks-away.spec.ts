import { aRegistry, aTenant, type TestTenant, WebhookReceiver } from '@cairn/testkit';
import { type AchievementMarked, anIssuer, aPublishedAchievement, assessment, eventually, revoke } from './arrange.js';
import { FollowedCopy, readFeed } from './following.js';
import { importAwards } from './importing.js';

/** Changes while the partner is away: 30,000 in the scenario; CAIRN_S20_CHANGES=30000 runs it whole. Shares are the scenario's. */
const changes = Number(process.env.CAIRN_S20_CHANGES ?? 1_200);
const [revocations, erasures] = [Math.round(changes / 30), Math.max(2, Math.round(changes / 600))];
/** A new award is three changes: the earner, the award and its credential. */
const added = Math.round((changes - revocations - erasures) / 3);
const before = revocations + erasures + 40;
const whole = changes > 5_000;

interface AwardRow {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly partnerReference: string;
  readonly earner: { readonly id: string };
}

describe('S20: a partner institution that was away for three weeks', () => {
  let oakmere: TestTenant;
  let achievement: AchievementMarked;
  let receiver: WebhookReceiver;
  let endpoint: string;
  let copy: FollowedCopy;
  let awards: AwardRow[];

  const line = (n: number, awardedOn = '2026-03-01') => ({
    partnerReference: `oak-${n}`, identifierType: 'STUDENT_ID', identifier: `S${n}`, achievementCode: achievement.code, awardedOn,
    assessmentMethod: assessment.method, assessedOn: assessment.assessedOn,
  });
  const ofEndpoint = (name: string, more: object = {}) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const fields = name === 'replayWebhooks' ? 'count next' : 'endpoint { id state }';
    return oakmere.mutate<{ count: number; next: string | null }>(`mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code field message } } }`, { input: { ...more } });
  };
  /** Every award as the lists of the graph tell it, without the feed. */
  async function source(): Promise<AwardRow[]> {
    const rows: AwardRow[] = [];
    for (let after: string | null = null; ; ) {
      const { awards: page }: { awards: { nodes: AwardRow[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } = await oakmere.read(
        `query ($after: Cursor) { awards(first: 100, after: $after) { nodes { id state version partnerReference earner { id } } pageInfo { endCursor hasNextPage } } }`,
        { after },
      );
      rows.push(...page.nodes);
      if (!page.pageInfo.hasNextPage) return rows;
      after = page.pageInfo.endCursor;
    }
  }
  const some = async (rows: readonly AwardRow[], work: (row: AwardRow) => Promise<unknown>) => {
    const left = [...rows];
    await Promise.all(Array.from({ length: 4 }, async () => {
      for (let row = left.pop(); row; row = left.pop()) await work(row);
    }));
  };

  beforeAll(async () => {
    oakmere = await aTenant('Oakmere University');
    receiver = await WebhookReceiver.open(aRegistry().receiver);
    const made = await oakmere.mutate<{ endpoint: { id: string } }>(
      `mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { endpoint { id } userErrors { code field message } } }`,
      { input: { url: `${receiver.url}${oakmere.tenantId}`, eventTypes: ['award.revoked', 'earner.erased'] } },
    );
    endpoint = made.endpoint.id;
    achievement = await aPublishedAchievement(oakmere, await anIssuer(oakmere), 'Botany by post');
    await oakmere.read('{ awards(first: 1) { nodes { id } } }', {}, { awaitPosition: achievement.position });
    expect((await importAwards(oakmere, Array.from({ length: before }, (_, n) => line(n)))).created).toBe(before);
    awards = await source();
    copy = new FollowedCopy(oakmere);
    await copy.catchUpTo(new Date());
  }, 180_000);
  afterAll(() => receiver?.close());

  it('misses nothing once it is back: its copy is the source row for row, and what is gone is a tombstone with its reason', async () => {
    await ofEndpoint('disableWebhookEndpoint', { id: endpoint });
    const away = copy.position;
    const [revoked, erased] = [awards.slice(0, revocations), awards.slice(revocations, revocations + erasures)];
    expect((await importAwards(oakmere, Array.from({ length: added }, (_, n) => line(before + n)))).created).toBe(added);
    await some(revoked, ({ id }) => revoke(oakmere, id));
    await some(erased, ({ earner }) =>
      oakmere.mutate(`mutation ($input: EraseEarnerInput!) { eraseEarner(input: $input) { userErrors { code field message } } }`, { input: { earnerId: earner.id, reason: 'NO_LONGER_NEEDED' } }),
    );

    const told = copy.told;
    await copy.catchUpTo(new Date());
    // What other services make of it follows: credentials, and what is left of them after an erasure.
    const fresh = await eventually(
      async () => {
        await copy.catchUp();
        const snapshot = new FollowedCopy(oakmere);
        await snapshot.catchUp(10_000);
        return snapshot;
      },
      (snapshot) => snapshot.objects.size === copy.objects.size && JSON.stringify(snapshot.rows()) !== '{}' && sameRows(snapshot, copy),
      whole ? 300_000 : 30_000,
    );
    expect(copy.rows()).toEqual(fresh.rows());
    expect(copy.told - told).toBeGreaterThanOrEqual(changes);

    const now = await source();
    expect(now).toHaveLength(before + added);
    const held = new Map([...copy.objects.values()].filter(({ type }) => type === 'AWARD').map(({ id, version, node }) => [id, { version, state: node?.state, earner: node?.earner }]));
    expect(held).toEqual(new Map(now.map(({ id, version, state, earner }) => [id, { version, state, earner }])));
    expect(now.filter(({ state }) => state === 'REVOKED')).toHaveLength(revocations);

    expect([...copy.tombstones.values()].filter(({ type }) => type === 'EARNER').map(({ id, reason }) => [id, reason]).sort()).toEqual(erased.map(({ earner }) => [earner.id, 'ERASED']).sort());
    expect(erased.filter(({ earner }) => copy.objects.has(earner.id))).toEqual([]);

    await ofEndpoint('enableWebhookEndpoint', { id: endpoint });
    let count = 0;
    for (let after: string | null = null; ; ) {
      const replayed = await ofEndpoint('replayWebhooks', { endpointId: endpoint, position: away, after });
      count += replayed.count;
      if (replayed.next === null) break;
      after = replayed.next;
    }
    expect(count).toBe(revocations + erasures);
    const expected = [...revoked.map(({ id }) => `award.revoked ${id}`), ...erased.map(({ earner }) => `earner.erased ${earner.id}`)].sort();
    const arrived = await eventually(async () => receiver.from(oakmere.tenantId), (all) => new Set(all.map(({ id }) => id)).size >= expected.length, whole ? 300_000 : 30_000);
    expect([...new Set(arrived.map(({ type, subject }) => `${type} ${subject}`))].sort()).toEqual(expected);
  }, whole ? 1_200_000 : 120_000);

  it('is told what to do where its place in the feed is nobody’s, another tenant’s, or forged', async () => {
    const stranger = await aTenant('Hilltop College');
    const place = copy.position ?? '';
    for (const [who, after] of [[stranger, place], [oakmere, `${place.slice(0, -3)}AAA`], [oakmere, 'nowhere']] as const) {
      const { status, problem } = await readFeed(who, after);
      expect([status, problem?.code]).toEqual([400, 'INVALID_CURSOR']);
      expect(JSON.stringify(problem)).toContain('snapshot');
    }
    const { status, problem } = await readFeed(oakmere, place, { types: 'EARNER' });
    expect([status, problem?.code]).toEqual([400, 'INVALID_CURSOR']);
  });
});

const sameRows = (one: FollowedCopy, other: FollowedCopy): boolean => {
  const rows = other.rows();
  return Object.entries(one.rows()).every(([id, row]) => JSON.stringify(row) === JSON.stringify(rows[id]));
};
