import { setTimeout as pause } from 'node:timers/promises';
import { type RegistryProcess, startRegistry } from '@cairn/testkit';
import { holdings } from './accounts.js';
import { aPlace } from './arrange.js';
import { Awarding, type Place } from './awarding.js';
import { postgresOf } from './processes.js';

describe('PostgreSQL away under a load of awards', () => {
  let registry: RegistryProcess;
  let place: Place;
  beforeAll(async () => {
    registry = await startRegistry('embedded');
    place = await aPlace(registry);
  }, 120_000);
  afterAll(() => registry?.stop(), 30_000);

  async function expectNothingLost(awarding: Awarding): Promise<void> {
    const { lost, doubled } = await holdings(place, awarding);
    expect({ lost, doubled, untyped: awarding.untyped }).toEqual({ lost: [], doubled: 0, untyped: [] });
  }

  it('is answered with errors that say try again while it stands still for 10 s, and loses nothing', async () => {
    const awarding = new Awarding(place, 'still');
    await awarding.more(30);
    const thaw = postgresOf(registry).freeze();
    await pause(10_000);
    thaw();
    await awarding.more(30, 20_000);
    await awarding.stop();
    expect(awarding.codes.size).toBeGreaterThan(0);
    // Nobody was kept waiting until the database was back.
    expect(awarding.slowestMs).toBeLessThan(9_000);
    await expectNothingLost(awarding);
  }, 90_000);

  it('is started again when it is killed, and loses nothing', async () => {
    const awarding = new Awarding(place, 'killed');
    await awarding.more(30);
    postgresOf(registry).kill();
    await awarding.more(30, 30_000);
    await awarding.stop();
    expect(awarding.codes.size).toBeGreaterThan(0);
    await expectNothingLost(awarding);
  }, 90_000);
});
