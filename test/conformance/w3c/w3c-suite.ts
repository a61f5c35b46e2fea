import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SuiteResult {
  readonly passed: number;
  readonly pending: number;
  /** Full title and message of each test that failed. */
  readonly failed: readonly { readonly title: string; readonly message: string }[];
}

/** Whom the suite asks: endpoints by the property they have in a suite's configuration, with their tags. */
export type Endpoints = Readonly<
  Record<
    'issuers' | 'verifiers' | 'vpVerifiers',
    readonly { id: string; endpoint: string; tags: readonly string[] }[]
  >
>;

/**
 * Runs one suite out of a checkout with its own mocha, in a process of its own and without network.
 * @param folder the suite in the checkout, whose dependencies are installed; its localConfig.cjs is overwritten
 * @param registry the only address it may call
 */
export async function runSuite(folder: string, registry: string, endpoints: Endpoints): Promise<SuiteResult> {
  const out = mkdtempSync(join(tmpdir(), 'cairn-w3c-'));
  const report = join(out, 'report.json');
  const implementation = { name: 'Cairn', implementation: 'Cairn', ...endpoints };
  const settings = { enableInteropTests: false, testAllImplementations: false };
  writeFileSync(
    join(folder, 'localConfig.cjs'),
    `module.exports = ${JSON.stringify({ settings, implementations: [implementation] })};\n`,
  );
  const mocha = [
    join(folder, 'node_modules/mocha/bin/mocha.js'),
    join(folder, '../node_modules/mocha/bin/mocha.js'),
  ].find((file) => existsSync(file));
  if (!mocha) throw new Error(`mocha is not installed in ${folder}`);
  const preload = new URL('suite-preload.mjs', import.meta.url).href;
  const child = spawn(
    process.execPath,
    // mocha starts itself once more for its flags, so the preload goes by the environment.
    [
      mocha,
      'tests/',
      '--reporter',
      'json',
      '--reporter-option',
      `output=${report}`,
      '--timeout',
      '15000',
      '--preserve-symlinks',
    ],
    {
      cwd: folder,
      stdio: 'ignore',
      env: {
        ...process.env,
        NODE_OPTIONS: `--import ${preload}`,
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
        CAIRN_W3C_REGISTRY: registry,
        APP_ROOT_PATH: folder,
      },
    },
  );
  await once(child, 'exit');
  try {
    const { passes, failures, pending } = JSON.parse(readFileSync(report, 'utf8')) as Record<
      'passes' | 'failures' | 'pending',
      { fullTitle: string; err: { message?: string } }[]
    >;
    const failed = failures.map(({ fullTitle, err }) => ({ title: fullTitle, message: err.message ?? '' }));
    return { passed: passes.length, pending: pending.length, failed };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
