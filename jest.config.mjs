import { servicesShapeMissing } from './test/services-shape.mjs';

/** Jest runs TypeScript through swc, as native ES modules (Nest 12 has no CommonJS build). One project per kind of test. */
const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '\\.ts$': swc },
  setupFiles: ['reflect-metadata'],
  modulePathIgnorePatterns: ['<rootDir>/.cairn', '<rootDir>/.nx'],
  ...more,
});

const sources = ['libs/*/src/**', 'services/*/src/**', 'gateway/src/**', 'deploy/**'];

/** The stories of test/graph, and the sweep, against one registry in this shape. */
const stories = (shape) =>
  project(`graph-${shape}`, ['test/graph/**/*.spec.ts', 'test/isolation/sweep/*.spec.ts'], {
    globals: { cairnShape: shape },
    globalSetup: `<rootDir>/libs/testkit/src/registry-${shape}.setup.mjs`,
    globalTeardown: `<rootDir>/libs/testkit/src/registry-${shape}.teardown.mjs`,
  });

const missing = servicesShapeMissing();
const left = missing ? [{ name: 'the stories of test/graph with a process for each service', reason: missing }] : [];

export default {
  testTimeout: 30_000,
  reporters: [['<rootDir>/test/reporter.mjs', { left }]],
  projects: [
    project('rules', sources.map((folder) => `${folder}/*.spec.ts`)),
    project('database', [...sources, 'test/access', 'test/isolation'].map((folder) => `${folder}/*.db-spec.ts`), {
      globalSetup: '<rootDir>/libs/testkit/src/cluster.setup.ts',
      globalTeardown: '<rootDir>/libs/testkit/src/cluster.teardown.ts',
    }),
    project('kafka', sources.map((folder) => `${folder}/*.kafka-spec.ts`)),
    project('text', ['test/access/**/*.spec.ts', 'test/contracts/**/*.spec.ts', 'test/architecture/**/*.spec.ts', 'test/conformance/**/*.spec.ts']),
    project('tour', ['test/tour/*.spec.ts']),
    project('resilience', ['test/resilience/**/*.spec.ts'], {
      globalSetup: '<rootDir>/libs/testkit/src/cluster.setup.ts',
      globalTeardown: '<rootDir>/libs/testkit/src/cluster.teardown.ts',
    }),
    project('privacy', ['test/privacy/*.spec.ts']),
    project('docs', ['test/docs/**/*.spec.ts']),
    stories('embedded'),
    ...(missing ? [] : [stories('services')]),
  ],
};
