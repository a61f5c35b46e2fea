import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { read, root, services, sources } from './tree.js';

const has = (path: string): boolean => existsSync(join(root, path));

const expected = ['README.md', 'package.json', 'schema.graphql', 'src/main.ts', 'src/app.ts', 'src/events/publishes.ts'];

test.each(services)('%s has the shape of every service', (service) => {
  const missing = [...expected, `src/${service}.module.ts`].filter((file) => !has(`services/${service}/${file}`));
  expect(missing).toEqual([]);
});

test.each(services)('the README of %s says what it owns, answers, publishes and hears', (service) => {
  const text = read(`services/${service}/README.md`);
  const missing = ['Owns', 'Answers', 'Publishes', 'Listens to', 'Run it'].filter((word) => !text.includes(word));
  expect(missing).toEqual([]);
});

test.each(services)('%s opens to others by app.ts alone, and to tests by one file more', (service) => {
  const { exports } = JSON.parse(read(`services/${service}/package.json`)) as { exports: Record<string, string> };
  const { './testing': testing = './src/testing/', ...others } = exports;
  expect(others).toEqual({ '.': './src/app.ts' });
  expect(testing).toMatch(/^\.\/src\/testing\//);
});

test.each(services)('migrations of %s are named by time and deed', (service) => {
  const names = sources(`services/${service}/src`).filter(({ path }) => path.includes('/migrations/'));
  expect(names.map(({ path }) => path.split('/').at(-1)).filter((name) => !/^\d{13}-[a-z0-9-]+\.ts$/.test(name ?? ''))).toEqual([]);
});

test('no folder is named for not having decided', () => {
  const undecided = sources('libs', 'services', 'gateway', 'deploy', 'test').filter(({ path }) =>
    /(^|\/)(utils?|common|shared|helpers?|core|misc)(\/|\.ts$)/.test(path),
  );
  expect(undecided.map(({ path }) => path)).toEqual([]);
});
