import { importsOf, isTest, services, sources, type SourceFile } from './tree.js';

/** Which packages of ours each package may use. A package that is missing here may use none. */
const platform = ['events', 'access', 'telemetry', 'postgres', 'audit', 'messaging'];
const allowed: Record<string, readonly string[]> = {
  credentials: [],
  clarity: [],
  client: [],
  print: [],
  metrics: [],
  pages: [],
  disclosure: ['requirements'],
  requirements: [],
  exchange: ['requirements'],
  events: [],
  access: ['events'],
  telemetry: ['events', 'access'],
  postgres: ['events', 'access', 'telemetry'],
  audit: ['events', 'access', 'telemetry', 'postgres'],
  messaging: ['events', 'access', 'telemetry', 'postgres', 'audit'],
  grants: platform,
  people: platform,
  files: [...platform, 'subgraph', 'service'],
  mail: [...platform, 'service'],
  fetching: ['service'],
  // The gateway uses it too, so what it needs of the database or the log it takes as an interface.
  subgraph: ['access', 'telemetry'],
  bulk: [...platform, 'subgraph', 'service'],
  service: [...platform, 'subgraph', 'grants', 'pages'],
  gateway: ['access', 'telemetry', 'subgraph', 'metrics', 'pages'],
  ...Object.fromEntries(
    services.map((service) => [service, [...platform, 'grants', 'people', 'mail', 'fetching', 'files', 'subgraph', 'service', 'bulk', 'credentials', 'requirements', 'exchange', 'clarity', 'metrics', 'disclosure', 'print']]),
  ),
};

const ours = sources('libs', 'services', 'gateway', 'deploy', 'test');
const product = ours.filter(({ path }) => !isTest(path));

/** The folder of the package that a file belongs to, and the package's name. */
function packageOf(path: string): { folder: string; name: string } {
  const [top = '', second = ''] = path.split('/');
  return top === 'libs' || top === 'services' ? { folder: `${top}/${second}`, name: second } : { folder: top, name: top };
}

const broken = (files: readonly SourceFile[], isBroken: (path: string, imported: string) => boolean): string[] =>
  files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => isBroken(file.path, imported))
      .map((imported) => `${file.path} imports ${imported}`),
  );

const of = (pattern: RegExp): SourceFile[] => product.filter(({ path }) => pattern.test(path));

test('a package uses only the packages that its layer may use', () => {
  const layered = product.filter(({ path }) => !/^(deploy|test|libs\/testkit)\//.test(path));
  const faults = broken(layered, (path, imported) => {
    const [, used] = /^@cairn\/(\w+)/.exec(imported) ?? [];
    const { name } = packageOf(path);
    return used !== undefined && used !== name && !allowed[name]?.includes(used);
  });
  expect(faults).toEqual([]);
});

test('a relative import stays inside its package', () => {
  const faults = broken(product, (path, imported) => {
    const { folder } = packageOf(path);
    return /^(libs|services|gateway|deploy|test)\//.test(imported) && !imported.startsWith(`${folder}/`);
  });
  expect(faults).toEqual([]);
});

test('a package is entered by its front door, and by tests at most through what it offers for testing', () => {
  const mayTest = (path: string) => isTest(path) || path.startsWith('test/');
  const faults = broken(ours, (path, imported) => /^@cairn\/\w+\/./.test(imported) && !(mayTest(path) && /^@cairn\/\w+\/testing$/.test(imported)));
  expect(faults).toEqual([]);
});

test('a store knows no use case and no resolver', () => {
  expect(broken(of(/\.store\.ts$/), (_path, imported) => /\.(service|resolver|controller)\.ts$/.test(imported))).toEqual([]);
});

test('a service knows no resolver', () => {
  expect(broken(of(/\.service\.ts$/), (_path, imported) => /\.(resolver|controller)\.ts$/.test(imported))).toEqual([]);
});

test('a resolver asks its service, never a store', () => {
  const faults = of(/\.resolver\.ts$/).filter(({ text }) => /import \{[^}]*\b(?<!type )\w+(Store|Entity)\b[^}]*\} from/.test(text));
  expect(faults.map(({ path }) => path)).toEqual([]);
});

test('what hears an event knows no resolver', () => {
  expect(broken(of(/\/events\/on-/), (_path, imported) => /\.resolver\.ts$/.test(imported))).toEqual([]);
});

test('graph stories use the registry as a client does', () => {
  const stories = sources('test').filter(({ path }) => path.startsWith('test/graph/'));
  expect(broken(stories, (_path, imported) => /^@cairn\/(?!testkit$)/.test(imported))).toEqual([]);
});

/** What is no judge of ours but the one way to do it: where it may be used. */
const working: Record<string, string> = { '@digitalbazaar/ecdsa-sd-2023-cryptosuite': 'libs/credentials/src/selective-disclosure/' };

test('judges from other makers are used by tests only', () => {
  const outside = product.filter(({ path }) => !path.startsWith('test/'));
  expect(broken(outside, (path, imported) => /^(@digitalbazaar|@digitalcredentials)\//.test(imported) && !(working[imported] && path.startsWith(working[imported])))).toEqual([]);
});

test('the compiler sees a planted violation', () => {
  const planted = { path: 'services/issuers/src/issuer/issuer.store.ts', text: `import type { A } from './issuer.service.js';` };
  expect(importsOf(planted)).toEqual(['services/issuers/src/issuer/issuer.service.ts']);
});
