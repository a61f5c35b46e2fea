import { setTimeout as pause } from 'node:timers/promises';
import { Ticking } from './ticking.js';

/** Resolves once the condition holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(1);
}

describe('ticking', () => {
  it('looks one at a time, again and again', async () => {
    let [looks, underWay, most] = [0, 0, 0];
    const ticking = new Ticking(1, async () => {
      most = Math.max(most, (underWay += 1));
      await pause(3);
      underWay -= 1;
      looks += 1;
    }, () => undefined);
    ticking.start();
    await until(() => looks >= 3);
    await ticking.stop();
    expect(most).toBe(1);
  });

  it('asks before the first look and after each how long to rest', async () => {
    const asked: number[] = [];
    let looks = 0;
    const rest = () => {
      asked.push(looks);
      return 0;
    };
    const ticking = new Ticking(rest, () => Promise.resolve((looks += 1)), () => undefined);
    ticking.start();
    await until(() => looks >= 3);
    await ticking.stop();
    expect(asked.slice(0, 3)).toEqual([0, 1, 2]);
  });

  it('goes on after a look that failed, and tells of it', async () => {
    const told: unknown[] = [];
    let looks = 0;
    const ticking = new Ticking(1, () => ((looks += 1) === 1 ? Promise.reject(new Error('away')) : Promise.resolve()), (cause) => told.push(cause));
    ticking.start();
    await until(() => looks >= 2);
    await ticking.stop();
    expect(told).toEqual([new Error('away')]);
  });

  it('waits for the look under way when it is stopped, looks no more, and tells nobody of its failure', async () => {
    const told: unknown[] = [];
    let [began, ended] = [0, 0];
    const ticking = new Ticking(0, async () => {
      began += 1;
      await until(() => ticking.isEnding);
      ended += 1;
      throw new Error('its connection is closed');
    }, (cause) => told.push(cause));
    ticking.start();
    await until(() => began === 1);
    await ticking.stop();
    await pause(5);
    expect({ began, ended, told }).toEqual({ began: 1, ended: 1, told: [] });
  });
});
