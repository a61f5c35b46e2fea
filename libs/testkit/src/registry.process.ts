import { join } from 'node:path';
import { freePort } from '@cairn/ports';
import { aForeignPlace, environmentOf } from './foreign-place.js';
import type { Shape } from './registry.js';
import { startRegistry } from './registry-process.js';

/** One test registry, which may call one host of elsewhere and one receiver of webhooks: prints where things are as JSON, and ends when its input does. */
const elsewhere = await aForeignPlace(await freePort());
const receiver = { ...elsewhere, port: await freePort() };
const { env, remove } = environmentOf(elsewhere, receiver);
const { url, key, dataDir, stop } = await startRegistry(process.argv[2] as Shape, { env });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined); // Jest tells us when
process.stdin.resume().once('close', () => void stop().then(remove).then(() => process.exit(0)));
process.stdout.write(`${JSON.stringify({ url, key, mailDir: join(dataDir, 'mail'), elsewhere, receiver })}\n`);
