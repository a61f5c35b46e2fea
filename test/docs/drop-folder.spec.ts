import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GraphClient, SftpHost, startRegistry } from '@cairn/testkit';
import { museumOfTides } from './museum-of-tides.js';
import { root } from './root.js';

const run = promisify(execFile);
const guide = readFileSync(join(root, 'docs/guides/partners.md'), 'utf8');
const [, command = ''] = /^npm run cairn -- (pull .*)$/m.exec(guide) ?? [];

test('the command in the guide for partners imports what was dropped, once, and puts it away', async () => {
  const host = await SftpHost.open();
  const folder = mkdtempSync(join(tmpdir(), 'cairn-drop-'));
  const registry = await startRegistry('embedded');
  try {
    const key = await museumOfTides(registry);
    writeFileSync(join(folder, 'id'), host.userKey, { mode: 0o600 });
    const inbox = join(host.folder, 'in');
    mkdirSync(inbox);
    const drop = () => {
      writeFileSync(join(inbox, 'awards-1.csv'), 'partnerReference,identifierType,identifier,achievementCode,awardedOn\ndrop-1,MEMBER_ID,guest-2,tide-walk,2026-06-22\n');
      writeFileSync(join(inbox, 'awards-1.csv.done'), '');
    };
    const args = command.replace('sftp://oakmere@drop.example/~/in', host.addressOf('in')).replace('SHA256:…', host.fingerprint).replace('KEYFILE', join(folder, 'id'));
    const pull = async () => {
      const env = { PATH: process.env.PATH, HOME: folder, CAIRN_URL: registry.url, CAIRN_API_KEY: key };
      const { stdout } = await run(process.execPath, ['deploy/launcher/launch.mjs', 'cairn', ...args.split(' '), '--json'], { cwd: root, env });
      return (JSON.parse(stdout) as { name: string; outcome: string; job: { id: string; created: number } }[]).map(({ name, outcome, job }) => ({ name, outcome, job: job.id, created: job.created }));
    };
    drop();
    const [first] = await pull();
    expect(first).toMatchObject({ name: 'awards-1.csv', outcome: 'IMPORTED', created: 1 });
    expect(readdirSync(inbox).sort()).toEqual(['done', 'failed', 'taken']);
    drop();
    expect(await pull()).toMatchObject([{ name: 'awards-1.csv', outcome: 'IMPORTED', created: 0 }]);
    const { awards } = await new GraphClient(registry.url, key).read<{ awards: { totalCount: number } }>('{ awards(first: 1, filter: { partnerReference: { eq: "drop-1" } }) { totalCount nodes { id } } }', {});
    expect(awards.totalCount).toBe(1);
  } finally {
    await registry.stop();
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 240_000);
