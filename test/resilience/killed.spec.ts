import { mkdtemp, chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RegistryProcess, startRegistry } from '@cairn/testkit';
import { holdings } from './accounts.js';
import { aPlace } from './arrange.js';
import { Awarding, type Place } from './awarding.js';

describe('the whole registry killed under a load of awards', () => {
  let folder: string;
  let registry: RegistryProcess;
  let place: Place;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-killed-'));
    await chmod(folder, 0o755); // the database's own user passes through
    registry = await startRegistry('embedded', { dataDir: join(folder, 'data') });
    place = await aPlace(registry);
  }, 120_000);
  afterAll(async () => {
    await registry?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('comes back with everything it had acknowledged, each award once', async () => {
    const awarding = new Awarding(place, 'k');
    for (let kill = 0; kill < 2; kill += 1) {
      await awarding.more(40);
      await registry.kill();
      registry = await startRegistry('embedded', { dataDir: registry.dataDir, port: Number(new URL(registry.url).port) });
    }
    await awarding.more(20);
    await awarding.stop();
    const { lost, doubled, awards } = await holdings(place, awarding);
    expect(awarding.untyped).toEqual([]);
    expect(awarding.codes).toContain('-');
    expect({ lost, doubled, awards }).toEqual({ lost: [], doubled: 0, awards: awarding.acknowledged.size });
  }, 180_000);
});
