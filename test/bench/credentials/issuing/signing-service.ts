import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { start } from '../../process.js';

/** Who is measured against, and how he is asked. */
export interface SigningService {
  readonly name: string;
  readonly url: string;
  readonly path: string;
  /** Our body in the form that he reads. */
  bodyOf(body: (n: number) => string): (n: number) => string;
  stop(): Promise<void>;
}

/** The DCC's signing service out of the checkout in BENCH_DCC (with its dependencies); else its libraries in a shell of ours. */
export async function openSigningService(): Promise<SigningService> {
  const checkout = process.env.BENCH_DCC;
  if (checkout) return openCheckout(checkout);
  const { told, stop } = await start<{ url: string }>(new URL('./reference.process.ts', import.meta.url));
  return { name: 'the reference issuer', url: told.url, path: '/credentials/issue', bodyOf: (body) => body, stop };
}

async function openCheckout(checkout: string): Promise<SigningService> {
  const port = 43_911;
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['server.js'], { cwd: checkout, stdio: ['ignore', 'ignore', 'inherit'], env: { PATH: process.env.PATH, PORT: String(port) } });
  while (!(await fetch(url).then(() => true, () => false))) {
    if (child.exitCode !== null) throw new Error(`the signing service ended with ${child.exitCode}`);
    await new Promise((resume) => setTimeout(resume, 100));
  }
  return {
    name: 'the DCC signing service',
    url,
    // Its built-in tenant; the body is the credential itself.
    path: '/instance/test/credentials/sign?suite=eddsa2022',
    bodyOf: (body) => (n) => JSON.stringify((JSON.parse(body(n)) as { credential: object }).credential),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
