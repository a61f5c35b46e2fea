import { migrate, newId } from '@cairn/postgres';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import pg from 'pg';
import { AchievementEntity } from '../achievement/achievement.entity.js';
import { migrations } from '../app.js';
import { CreateAchievements1795266000000 } from '../migrations/1795266000000-create-achievements.js';
import { DescribeVersions1795280001000 } from '../migrations/1795280001000-describe-versions.js';
import { anIssuer, stored, stores } from '../testing/museum.js';
import { aFullVersionInput } from '../testing/version-input.js';
import { AchievementVersionEntity } from './achievement-version.entity.js';
import { contentHash } from './content-hash.js';

const described = [CreateAchievements1795266000000, DescribeVersions1795280001000];

describe('achievements and versions in the database', () => {
  let made: TestDatabase;
  const museum = anIssuer();
  const guild = anIssuer();
  const readVersions = (tenant: string | null, ids: string[]) => made.database.read({ tenant }, (tx) => stores.versions.byIds(tx, ids));
  const readAchievements = (tenant: string | null, ids: string[]) => made.database.read({ tenant }, (tx) => stores.achievements.byIds(tx, ids));

  beforeAll(async () => {
    made = await testDatabase('achievements', migrations, [AchievementEntity, AchievementVersionEntity]);
  });
  afterAll(() => made.close());

  it('read back as they were written', async () => {
    const { achievement, version } = await stored(made.database, museum, 'ALL', {
      ...aFullVersionInput({ useCase: 'INTERNAL_LEARNING', claimBasis: 'KNOWLEDGE', earningModes: ['PROFESSIONAL_DEVELOPMENT'] }),
      published: true,
      validUntil: '2030-06-30',
      validity: 'FIXED_DATE',
      translations: [{ language: 'de', title: 'Hüterin', description: 'Ein Abend.', criteria: 'Kommen.' }],
      resultDescriptions: [{ key: 'voice', name: 'Voice', resultType: 'RubricCriterionLevel', criterion: 'voice' }],
      assessment: { decision: 'PANEL', panel: { members: 5, needed: 3 }, statements: [{ key: 'INTEGRITY', text: 'All my own.' }] },
      duplicatePolicy: 'ONE_PER_PERIOD',
      duplicatePeriod: 'P1Y',
      guardianBelowAge: 16,
      imageUrl: 'https://museum.example/lantern.png',
      tags: ['zeta', 'alpha'],
      alignments: [{ targetName: 'Lamp care', targetUrl: 'https://skills.example/lamp', targetCode: 'L1' }],
      creditsAvailable: [{ unit: 'CEU', amount: 0.15 }],
      requirement: { kind: 'ALL', of: [{ kind: 'COURSE', title: 'One' }, { kind: 'AT_LEAST', atLeast: 1, of: [{ kind: 'EXAM', title: 'Two', assessed: true }] }] },
    });
    const [read] = await readVersions(museum.tenant, [version.id]);
    expect(read).toEqual(version);
    expect(read && contentHash(read)).toBe(version.contentHash);
    expect(await readAchievements(null, [achievement.id])).toEqual([{ ...achievement, title: version.title }]);
  });

  it('hide a draft from every other tenant and from everyone', async () => {
    const { achievement, version } = await stored(made.database, museum, 'HIDDEN');
    for (const tenant of [guild.tenant, null]) {
      expect(await readVersions(tenant, [version.id])).toEqual([]);
      expect(await readAchievements(tenant, [achievement.id])).toEqual([]);
    }
    expect(await readVersions(museum.tenant, [version.id])).toHaveLength(1);
    const stolen = made.database.write({ tenant: guild.tenant }, (tx) => stores.achievements.lockByVersion(tx, museum.tenant, version.id));
    expect(await stolen).toBeUndefined();
  });

  it('show strangers the published title while a newer draft waits', async () => {
    const { achievement, version } = await stored(made.database, museum, 'TITLED', { published: true, title: 'Old' });
    const draft = { ...version, id: newId(), number: 2, title: 'New', state: 'DRAFT' as const, contentHash: null, publishedAt: null };
    await made.database.write({ tenant: museum.tenant }, async (tx) => {
      await stores.versions.insert(tx, draft);
      await stores.versions.updateState(tx, { ...version, state: 'RETIRED', retiredAt: new Date(), version: 3 });
      await stores.achievements.update(tx, { ...achievement, currentVersionId: null, shownVersionId: draft.id, version: 3 });
    });
    expect((await readAchievements(null, [achievement.id]))[0]?.title).toBe('Old');
    expect((await readAchievements(museum.tenant, [achievement.id]))[0]?.title).toBe('New');
    const numbers = async (tenant: string | null) =>
      (await made.database.read({ tenant }, (tx) => stores.versions.pages(tx, [{ achievement: achievement.id, before: null, limit: 5 }]))).map(
        ({ number }) => number,
      );
    expect([await numbers(museum.tenant), await numbers(guild.tenant)]).toEqual([[2, 1], [1]]);
  });

  it('page the versions of many achievements in one statement, newest first', async () => {
    const one = await stored(made.database, museum, 'PAGED-1');
    const other = await stored(made.database, museum, 'PAGED-2');
    await made.database.write({ tenant: museum.tenant }, async (tx) => {
      await stores.versions.insert(tx, { ...one.version, id: newId(), number: 2 });
      await stores.versions.insert(tx, { ...one.version, id: newId(), number: 3 });
    });
    const rows = await made.database.read({ tenant: museum.tenant }, (tx) =>
      stores.versions.pages(tx, [
        { achievement: one.achievement.id, before: 3, limit: 1 },
        { achievement: other.achievement.id, before: null, limit: 9 },
      ]),
    );
    expect(rows.map(({ place, number }) => [place, number])).toEqual([[1, 2], [2, 1]]);
  });

  describe('hold a published text still', () => {
    const columns = `title = 'x'|stated = '{}'|rubrics = '[]'|assessment = NULL|image_alt_text = 'x'|valid_until = '2099-01-01'|description = 'x'|criteria = 'x'|claim_basis = 'KNOWLEDGE'|requirement = NULL|tags = '[]'|number = 9|valid_for = 'P9Y'`;
    const asRole = async (url: string, tenant: string, sql: string) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        await client.query(`SELECT set_config('app.tenant', $1, false)`, [tenant]);
        return await client.query(sql);
      } finally {
        await client.end();
      }
    };

    it.each(columns.split('|'))('against UPDATE … SET %s by either running role', async (set) => {
      const { version } = await stored(made.database, museum, `STILL ${set}`, { published: true });
      for (const url of [made.appUrl, made.workerUrl]) {
        const update = asRole(url, museum.tenant, `UPDATE achievement_version SET ${set} WHERE id = '${version.id}'`);
        await expect(update).rejects.toThrow(/permission denied/);
      }
    });

    it.each([
      [`supersession = 'EDITORIAL', supersedes_id = id`, /never changes/],
      [`content_hash = repeat('0', 64)`, /never changes/],
      [`published_at = now()`, /never changes/],
      [`state = 'DRAFT', content_hash = NULL, published_at = NULL`, /never changes/],
    ])('against UPDATE … SET %s by the app role', async (set, message) => {
      const { version } = await stored(made.database, museum, `KEPT ${set}`, { published: true });
      await expect(asRole(made.appUrl, museum.tenant, `UPDATE achievement_version SET ${set} WHERE id = '${version.id}'`)).rejects.toThrow(message);
    });

    it('against the owner of the table, who is held by the trigger', async () => {
      const { version } = await stored(made.database, museum, 'OWNER', { published: true });
      const policy = 'CREATE POLICY repair ON achievement_version TO achievements_owner USING (true)';
      const attempt = (sql: string) => asRole(made.ownerUrl, museum.tenant, `${policy}; ${sql}`);
      await expect(attempt(`UPDATE achievement_version SET title = 'x' WHERE id = '${version.id}'`)).rejects.toThrow(/never changes/);
      await expect(attempt(`DELETE FROM achievement_version WHERE id = '${version.id}'`)).rejects.toThrow(/never deleted/);
    });

    it('against DELETE, and against a second published version beside it', async () => {
      const { version } = await stored(made.database, museum, 'SINGLE', { published: true });
      await expect(asRole(made.appUrl, museum.tenant, `DELETE FROM achievement_version WHERE id = '${version.id}'`)).rejects.toThrow(/permission denied/);
      const second = { ...version, id: newId(), number: 2 };
      const insert = made.database.write({ tenant: museum.tenant }, (tx) => stores.versions.insert(tx, second));
      await expect(insert).rejects.toThrow(/achievement_version_one_published/);
    });
  });

  it('give a code once in a tenant, and to every tenant', async () => {
    await stored(made.database, museum, 'TWICE');
    await stored(made.database, guild, 'TWICE');
    await expect(stored(made.database, museum, 'TWICE')).rejects.toThrow(/achievement_code_key/);
  });

  it('keep another tenant from writing into the catalogue', async () => {
    const { achievement } = await stored(made.database, museum, 'LISTED', { published: true });
    const foreign = made.database.write({ tenant: guild.tenant }, async (tx) => {
      await stores.catalogue.hide(tx, museum.tenant, achievement.id);
      await tx.query(`UPDATE catalogue_entry SET title = 'x' WHERE id = $1`, [achievement.id]);
      return tx.query(`SELECT title FROM catalogue_entry WHERE id = $1`, [achievement.id]);
    });
    expect(await foreign).toEqual([{ title: 'Keeper of the Lantern' }]);
  });

  it('migrate down to nothing and up again', async () => {
    const own = await testDatabase('achievements', described);
    const client = new pg.Client({ connectionString: own.ownerUrl });
    await client.connect();
    try {
      const runner = { query: (sql: string) => client.query(sql) } as never;
      await new DescribeVersions1795280001000().down(runner);
      await new CreateAchievements1795266000000().down(runner);
      const left = `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`;
      expect((await client.query(left)).rows).toEqual([{ name: 'migration' }]);
      await client.query('DELETE FROM migration');
      expect(await migrate(own.ownerUrl, described)).toEqual(described.map(({ name }) => name));
    } finally {
      await client.end();
      await own.close();
    }
  });
});
