import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { aTenant, type TestTenant } from '@cairn/testkit';
import { assertionAt, badge, classCount, completionBadge, hostedAssertion, hostedBadge, issuerCount, made, mailOf, pathwayAt, pathwayCount, special, writeExport } from './s07-export.js';

interface Count {
  readonly lines: number;
  readonly created: number;
  readonly unchanged: number;
  readonly refused: number;
}
interface Moved {
  readonly source: string;
  readonly code: string;
  readonly state: string;
  readonly findings: readonly { readonly code: string; readonly level: string }[];
  readonly earnersCompared: number | null;
  readonly withoutBadge: number | null;
  readonly differences: readonly { readonly identifier: string; readonly reasons: readonly string[]; readonly keeps: string | null }[];
}
interface Report {
  readonly counts: Readonly<Record<string, Count>>;
  readonly pathways: readonly Moved[];
  readonly refusals: readonly { readonly kind: string; readonly item: number; readonly code: string; readonly field: string }[];
  readonly leftBehind: Readonly<Record<string, number>>;
}

interface Awards {
  readonly awards: { readonly nodes: readonly { readonly state: string; readonly origin: string }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } };
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const revocations = made.filter(({ revoked }) => revoked).length;
const counts = (what: 'created' | 'unchanged') => {
  const of = (lines: number, refused = 0) => ({ created: 0, unchanged: 0, [what]: lines, lines: lines + refused, refused });
  return { issuers: of(issuerCount), achievements: of(classCount), awards: of(made.length, 1), revocations: of(revocations), pathways: of(pathwayCount), formerDocuments: of(made.length + classCount) };
};

describe('S7: an issuer that moves here from Badgr', () => {
  let heron: TestTenant;
  let folder: string;
  const reports: Record<string, Report> = {};

  /** As whoever moves would: the command line, and its whole report in a file. */
  const migrate = async (name: string, ...more: string[]): Promise<Report> => {
    const file = join(folder, `report-${name}.txt`);
    const args = ['--import', './deploy/launcher/typescript.mjs', 'deploy/cli/src/main.ts', '--url', heron.url, '--key', heron.key ?? '', 'migrate', folder, '--from', 'badgr', '--report', file, ...more];
    await promisify(execFile)(process.execPath, args, { cwd: root }).catch((error: { code?: number; stderr?: string }) => {
      // One assertion is refused, and the command says so.
      if (error.code !== 1 || error.stderr) throw error;
    });
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  };
  const formerly = (address: string) => fetch(`${heron.url}/former/${heron.tenantId}/${address.replace('https://', '')}`);

  beforeAll(async () => {
    heron = await aTenant('Old Heron Badges');
    folder = await writeExport();
    reports.tried = await migrate('tried', '--dry-run');
    const { achievements } = await heron.read<{ achievements: { nodes: object[] } }>('{ achievements(first: 1, filter: { mine: true }) { nodes { id } } }');
    expect(achievements.nodes).toEqual([]);
    reports.done = await migrate('done');
    reports.again = await migrate('again');
  }, 120_000 + made.length * 20);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is told beforehand what will be, finds everything here that the export has, and nothing more the third time', () => {
    expect(reports.tried?.counts).toEqual(counts('created'));
    expect(reports.done?.counts).toEqual(counts('created'));
    expect(reports.again?.counts).toEqual(counts('unchanged'));
  });

  it('hears of the assertion whose badge class is missing, and of what has no place here', () => {
    for (const report of Object.values(reports)) {
      expect(report.refusals).toMatchObject([{ kind: 'awards', item: made.length + 1, code: 'NOT_FOUND', field: 'badgeclass' }]);
      expect(report.leftBehind).toEqual({ 'evidence of assertions': 1 });
    }
  });

  it('has every award as one of before, and as revoked what was revoked there', async () => {
    const states = new Map<string, number>();
    const origins = new Set<string>();
    for (let after: string | null = null, more = true; more; ) {
      const query = `query ($after: Cursor) { awards(first: 100, after: $after) { nodes { state origin } pageInfo { hasNextPage endCursor } } }`;
      const { awards }: Awards = await heron.read<Awards>(query, { after });
      for (const { state, origin } of awards.nodes) {
        states.set(state, 1 + (states.get(state) ?? 0));
        origins.add(origin);
      }
      [after, more] = [awards.pageInfo.endCursor, awards.pageInfo.hasNextPage];
    }
    expect(origins).toEqual(new Set(['MIGRATED']));
    expect(states.get('REVOKED')).toBe(revocations);
    expect([...states.values()].reduce((sum, count) => sum + count, 0)).toBe(made.length);
  });

  it('has trees as definitions, and as drafts those that nobody could complete or everybody had', async () => {
    const stateOf = (n: number, report = reports.done) => report?.pathways.find(({ source }) => source === pathwayAt(n));
    for (const report of Object.values(reports)) {
      expect(stateOf(special.tooLarge, report)).toMatchObject({ state: 'DRAFT', earnersCompared: null });
      expect(stateOf(special.tooLarge, report)?.findings).toContainEqual(expect.objectContaining({ code: 'N_TOO_LARGE', level: 'error' }));
      expect(stateOf(special.vacuous, report)).toMatchObject({ state: 'DRAFT' });
      expect(stateOf(special.vacuous, report)?.findings).toContainEqual(expect.objectContaining({ code: 'VACUOUS', level: 'error' }));
      expect(report.pathways.filter(({ state }) => state === 'PUBLISHED')).toHaveLength(pathwayCount - 2);
    }
    const codes = [special.repeats, special.tooLarge].map((n) => stateOf(n)?.code);
    const query = `query ($codes: [String!]) { pathways(first: 5, filter: { mine: true, code: { in: $codes } }) { nodes { code currentVersion { definition } versions { state } } } }`;
    const { pathways } = await heron.read<{ pathways: { nodes: { code: string; currentVersion: { definition: object } | null; versions: { state: string }[] }[] } }>(query, { codes });
    const [sound, draft] = codes.map((code) => pathways.nodes.find((one) => one.code === code));
    expect(sound).toMatchObject({ versions: [{ state: 'PUBLISHED' }], currentVersion: { definition: { policy: { sharing: 'shared' }, requirements: [{ kind: 'nOf', n: 2, of: [{ kind: 'award' }, { kind: 'award' }] }] } } });
    expect(draft).toMatchObject({ currentVersion: null, versions: [{ state: 'DRAFT' }] });
  });

  it('hears exactly whose outcome differs and why, and that badges for completion stand', async () => {
    const differing = { [pathwayAt(special.repeats)]: [0, 'TWO_ASSERTIONS_OF_ONE_BADGE', 2], [pathwayAt(special.expires)]: [1, 'EXPIRED', 4], [pathwayAt(special.both)]: [2, 'BOTH', null] } as const;
    for (const report of Object.values(reports)) {
      const found = report.pathways.filter(({ differences }) => differences.length > 0);
      expect(found.map(({ source }) => source).sort()).toEqual(Object.keys(differing).sort());
      for (const { source, differences } of found) {
        const [earner, why, kept] = differing[source] ?? [];
        const reasons = why === 'BOTH' ? ['TWO_ASSERTIONS_OF_ONE_BADGE', 'EXPIRED'] : [why];
        expect(differences).toMatchObject([{ identifier: mailOf(earner ?? -1), reasons, keeps: kept === null ? null : assertionAt(kept ?? -1) }]);
      }
      expect(report.pathways.some(({ earnersCompared }) => (earnersCompared ?? 0) > 5)).toBe(true);
      expect(new Set(report.pathways.map(({ state, withoutBadge }) => `${state} ${withoutBadge}`))).toEqual(new Set(['PUBLISHED 0', 'DRAFT null']));
    }
    const query = `query ($r: String!) { awards(first: 2, filter: { partnerReference: { eq: $r } }) { nodes { state origin achievementVersion { title } } } }`;
    const { awards } = await heron.read<{ awards: { nodes: object[] } }>(query, { r: assertionAt(2) });
    expect(awards.nodes).toEqual([{ state: 'ACTIVE', origin: 'MIGRATED', achievementVersion: { title: `Badge ${completionBadge(special.repeats)}` } }]);
  });

  it('has its old addresses answer with the same bytes', async () => {
    const step = Math.max(1, Math.floor(made.length / 100));
    for (let n = 0; n < made.length; n += step) {
      const answer = await formerly(assertionAt(n));
      expect([answer.status, await answer.text()]).toEqual([200, hostedAssertion(n)]);
    }
    const answer = await formerly(badge(7));
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual([expect.stringContaining('application/ld+json'), hostedBadge(7)]);
    expect((await formerly(`${badge(7)}-never-was`)).status).toBe(404);
  });

  it('is told nobody’s name at the terminal, and needs the key of the tenant', async () => {
    const run = (key: string) => promisify(execFile)(process.execPath, ['--import', './deploy/launcher/typescript.mjs', 'deploy/cli/src/main.ts', '--url', heron.url, '--key', key, 'migrate', folder, '--from', 'badgr', '--dry-run'], { cwd: root });
    const told = await run(heron.key ?? '').catch((error: { stdout: string }) => error);
    expect(told.stdout).toContain('Pathway 0: 1 of');
    expect(told.stdout).not.toContain('@people.example');
    await expect(run('nobody')).rejects.toMatchObject({ stdout: '' });
  });
});
