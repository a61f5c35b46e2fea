import './deploy/launcher/typescript.mjs';
import { servicesShapeMissing } from './test/services-shape.mjs';

/**
 * Test files run in plain Node processes (jest-light-runner): modules are loaded once for a process and not once for a file,
 * which halves the work. One project per kind of test, each with processes of its own.
 */
const project = (displayName, testMatch, { setup = [], beside = displayName, ...more } = {}) => ({
  displayName,
  // Projects that run beside one another share what there is to run on; the processes of others are gone before theirs begin.
  runner: ['<rootDir>/test/runner.mjs', { runtime: 'child_process', beside }],
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  setupFiles: ['<rootDir>/deploy/launcher/typescript.mjs', 'reflect-metadata', ...setup],
  setupFilesAfterEnv: ['<rootDir>/test/time-limits.mjs'],
  modulePathIgnorePatterns: ['<rootDir>/.cairn', '<rootDir>/.nx'],
  ...more,
});

const sources = ['libs/*/src/**', 'services/*/src/**', 'gateway/src/**', 'deploy/**'];

/** The stories of test/graph, and what else is asked of a registry, against one in this shape. */
const stories = (shape, more, left = []) =>
  project(`graph-${shape}`, ['test/graph/**/*.spec.ts', ...more], {
    testPathIgnorePatterns: left,
    setup: [`<rootDir>/libs/testkit/src/shape-${shape}.mjs`],
    globalSetup: `<rootDir>/libs/testkit/src/registry-${shape}.setup.mjs`,
    globalTeardown: `<rootDir>/libs/testkit/src/registry-${shape}.teardown.mjs`,
  });

const missing = servicesShapeMissing();
const left = missing ? [{ name: 'the stories of test/graph with a process for each service', reason: missing }] : [];

export default {
  reporters: [['<rootDir>/test/reporter.mjs', { left }]],
  projects: [
    project('rules', sources.map((folder) => `${folder}/*.spec.ts`), { beside: 'small' }),
    project('database', [...sources, 'test/access', 'test/isolation'].map((folder) => `${folder}/*.db-spec.ts`), {
      globalSetup: '<rootDir>/libs/testkit/src/cluster.setup.ts',
      globalTeardown: '<rootDir>/libs/testkit/src/cluster.teardown.ts',
    }),
    project('kafka', sources.map((folder) => `${folder}/*.kafka-spec.ts`), {
      beside: 'faults',
      globalSetup: '<rootDir>/libs/testkit/src/cluster.setup.ts',
      globalTeardown: '<rootDir>/libs/testkit/src/cluster.teardown.ts',
    }),
    project('text', ['test/access/**/*.spec.ts', 'test/contracts/**/*.spec.ts', 'test/architecture/**/*.spec.ts', 'test/conformance/**/*.spec.ts'], { beside: 'small' }),
    project('tour', ['test/tour/*.spec.ts'], { beside: 'small' }),
    project('resilience', ['test/resilience/**/*.spec.ts'], {
      beside: 'faults',
      globalSetup: '<rootDir>/libs/testkit/src/cluster.setup.ts',
      globalTeardown: '<rootDir>/libs/testkit/src/cluster.teardown.ts',
    }),
    project('privacy', ['test/privacy/*.spec.ts'], { beside: 'small' }),
    project('docs', ['test/docs/**/*.spec.ts'], { beside: 'small' }),
    // Who may see what is decided by the services themselves, and pages are drawn by one of them: one shape is swept and looked at.
    stories('embedded', ['test/isolation/sweep/*.spec.ts']),
    ...(missing ? [] : [stories('services', [], ['s14-pages\\.spec\\.ts$', 'board-pages\\.spec\\.ts$'])]),
  ],
};
