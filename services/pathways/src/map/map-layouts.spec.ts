import { fileURLToPath } from 'node:url';
import { layoutOf, type Plan } from './map-layout.js';
import { MapLayouts } from './map-layouts.service.js';

const loader = ['--import', fileURLToPath(new URL('../../../../deploy/launcher/typescript.mjs', import.meta.url))];

const planOf = (size: number): Plan => {
  const boxes = Array.from({ length: size }, (_, at) => ({ id: `b${at}`, width: 200, height: 60 }));
  return { boxes, lines: boxes.slice(1).map(({ id }) => ({ from: id, to: 'b0', isOrder: false })), direction: 'LR' };
};

describe('layouts of large pictures', () => {
  it('come from a thread of their own, while this one goes on', async () => {
    const layouts = new MapLayouts(loader);
    const plan = planOf(120);
    await layouts.of(planOf(20));
    let turns = 0;
    let over = false;
    const turn = (): void => {
      turns += 1;
      if (!over) setImmediate(turn);
    };
    turn();
    const layout = await layouts.of(plan);
    over = true;
    expect(layout).toEqual(layoutOf(plan));
    expect(turns).toBeGreaterThan(10);
    await layouts.onModuleDestroy();
  });

  it('are made once for the same plan', async () => {
    const layouts = new MapLayouts(loader);
    expect(await layouts.of(planOf(20))).toBe(await layouts.of(planOf(20)));
    await layouts.onModuleDestroy();
  });

  it('are made here when the thread does not start', async () => {
    const layouts = new MapLayouts(['--import', 'data:text/javascript,throw 1']);
    expect(await layouts.of(planOf(20))).toEqual(layoutOf(planOf(20)));
    await layouts.onModuleDestroy();
  });
});
