import { Database } from '@cairn/postgres';
import { SealedSecretStore } from '../sealed-secret/sealed-secret.store.js';
import { SecretKeeper } from '../sealed-secret/secret-keeper.service.js';
import { IndexLeases } from '../status-list/index-lease.service.js';
import { StatusListStore } from '../status-list/status-list.store.js';
import type { Taking } from './status-index-duplicates.js';

/** Takes places in status lists and writes each down as it is given, `<list> <index>`, until it is killed. */
const { appUrl, tenant, issuer, keySecret } = JSON.parse(process.argv[2] ?? '{}') as Taking & { keySecret: string };
const database = await Database.connect({ appUrl, workerUrl: appUrl, poolSize: 4, workerPoolSize: 1, poolWaitMs: 5_000 });
const leases = new IndexLeases(database, new StatusListStore(), new SecretKeeper(new SealedSecretStore(), { keySecret: Buffer.from(keySecret, 'hex') } as never));
const sizes = [1, 3, 16, 17, 120];
for (let turn = 0; ; turn += 1) {
  const places = await leases.take(tenant, issuer, sizes[turn % sizes.length] ?? 1);
  process.stdout.write(places.map(({ list, index }) => `${list} ${index}\n`).join(''));
}
