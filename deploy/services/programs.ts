import { databaseAddresses, type RegistryConfig, registeredServices, type Secrets } from '@cairn/embedded';
import type { Program } from './supervised.js';

export interface Surroundings {
  readonly config: RegistryConfig;
  readonly secrets: Secrets;
  readonly adminUrl: string;
  readonly brokers: readonly string[];
  readonly filesDir: string;
  readonly bootstrapKeyFile: string;
  readonly publicUrl: string;
}

/** The five services and the gateway, each with the settings it is given; services listen on ports of 127.0.0.1. */
export function programs(around: Surroundings, ports: readonly number[]): { services: Program[]; gateway: Program; addresses: Map<string, string> } {
  const { config, secrets, brokers, publicUrl } = around;
  const addresses = new Map(registeredServices.map(({ name }, at) => [name, `http://127.0.0.1:${ports[at]}`]));
  const services = registeredServices.map(({ name }, at): Program => {
    const { appUrl, workerUrl } = databaseAddresses(around.adminUrl, secrets.database, name);
    return {
      name,
      file: `services/${name}/src/main.ts`,
      env: {
        HOST: '127.0.0.1',
        PORT: String(ports[at]),
        LOG_LEVEL: config.logLevel,
        CAIRN_DATABASE_APP_URL: appUrl,
        CAIRN_DATABASE_WORKER_URL: workerUrl,
        KAFKA_BROKERS: brokers.join(','),
        CAIRN_STATEMENT_SECRET: secrets.statement,
        CAIRN_TOKEN_SECRET: secrets.token,
        CAIRN_KEY_SECRET: secrets.key,
        CAIRN_PUBLIC_URL: publicUrl,
        CAIRN_FILES_DIR: around.filesDir,
        CAIRN_BOOTSTRAP_KEY_FILE: around.bootstrapKeyFile,
      },
    };
  });
  const gateway: Program = {
    name: 'gateway',
    file: 'gateway/src/main.ts',
    env: {
      HOST: config.host,
      PORT: String(config.port),
      LOG_LEVEL: config.logLevel,
      CAIRN_STATEMENT_SECRET: secrets.statement,
      CAIRN_PUBLIC_URL: publicUrl,
      ...Object.fromEntries([...addresses].map(([name, address]) => [`CAIRN_${name.toUpperCase()}_URL`, address])),
    },
  };
  return { services, gateway, addresses };
}
