import {
  banner,
  Closers,
  keepCluster,
  listen,
  openBrokers,
  openDatabases,
  openDataFolder,
  openSecrets,
  readBootstrapKey,
  registeredServices,
  type RegistryConfig,
} from '@cairn/embedded';
import { openLog } from '@cairn/telemetry';
import { freePort } from '@cairn/ports';
import { programs } from './programs.js';
import { allReady } from './readiness.js';
import { supervise } from './supervised.js';

const patienceMs = 120_000;

export interface RunningServices {
  /** Resolves to what to tell the person at the terminal once every process is ready. */
  readonly ready: Promise<string>;
  /** Gateway first, then the services, then what they need. Also ends a start that is under way. */
  close(): Promise<void>;
}

/** Starts what the processes need, then the processes. */
export function startServices(config: RegistryConfig, say: (text: string) => void): RunningServices {
  const closers = new Closers();
  const ready = start(config, say, closers).catch(async (error: unknown) => {
    await closers.close().catch(() => undefined);
    throw error;
  });
  return { ready, close: () => closers.close() };
}

async function start(config: RegistryConfig, say: (text: string) => void, closers: Closers): Promise<string> {
  const log = openLog('cairn', config.logLevel);
  const folder = await openDataFolder(config.dataDir);
  closers.add(() => folder.release());
  const secrets = await openSecrets(folder);
  // The gateway takes the port itself, later; a taken one is told now.
  const front = await listen(config.host, config.port || (await freePort()));
  const port = front.port;
  await front.close(0);
  const [adminUrl, brokers] = await Promise.all([
    config.databaseUrl ?? embedded(),
    openBrokers(config.kafka ?? [], folder, log, closers),
  ]);
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`;
  await openDatabases(adminUrl, secrets.database, registeredServices);
  const before = await readBootstrapKey(folder);
  const { services, gateway, addresses } = programs(
    {
      config: { ...config, port },
      secrets,
      adminUrl,
      brokers,
      filesDir: folder.files,
      bootstrapKeyFile: folder.bootstrapKey,
      publicUrl,
    },
    await Promise.all(registeredServices.map(() => freePort())),
  );
  const running = services.map((program) => supervise(program, say));
  closers.add(() => Promise.all(running.map((each) => each.stop())));
  await allReady(addresses, patienceMs);
  const door = supervise(gateway, say);
  closers.add(() => door.stop());
  const url = `http://${config.host}:${port}`;
  await allReady(new Map([['gateway', url]]), patienceMs);
  const key = await readBootstrapKey(folder);
  const operator = key === null ? null : { key, isNew: before === null };
  return banner({ url, publicUrl, folder, operator }, process.uptime() * 1000);

  async function embedded(): Promise<string> {
    const cluster = await keepCluster({ dataDir: folder.postgres, password: secrets.database, durable: true }, log);
    closers.add(() => cluster.stop());
    return cluster.url;
  }
}
