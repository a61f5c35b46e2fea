import { read } from './tree.js';

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

test('the lock file names the optional packages of every platform, else npm ci refuses it', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !placesFor(path, name).some((place) => packages[place])),
  );
  expect(missing).toEqual([]);
});

/** Where Node looks for a package that is used at `path`, the nearest first. */
function placesFor(path: string, name: string): string[] {
  const parents = path.split('/node_modules/').map((_, at, parts) => parts.slice(0, at + 1).join('/node_modules/'));
  return ['', ...parents].map((parent) => `${parent ? `${parent}/` : ''}node_modules/${name}`);
}
