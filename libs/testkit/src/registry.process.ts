import { join } from 'node:path';
import type { Shape } from './registry.js';
import { startRegistry } from './registry-process.js';

/** One test registry: prints its address, key and folder of mail as JSON, and ends when its input does. */
const { url, key, dataDir, stop } = await startRegistry(process.argv[2] as Shape);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined); // Jest tells us when
process.stdin.resume().once('close', () => void stop().then(() => process.exit(0)));
process.stdout.write(`${JSON.stringify({ url, key, mailDir: join(dataDir, 'mail') })}\n`);
