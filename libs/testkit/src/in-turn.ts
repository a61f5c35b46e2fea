import type { Server } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';

/** As long as another story may take that is at the same place. */
const turnMs = 300_000;

/** Has a server listen at a port of this machine as soon as it is free: stories that run beside one another take turns at one place. */
export async function listenInTurn(server: Server, port: number): Promise<void> {
  for (const until = Date.now() + turnMs; ; ) {
    const fault = await new Promise<NodeJS.ErrnoException | null>((listens) => {
      server.once('error', listens).listen(port, '127.0.0.1', () => {
        server.removeListener('error', listens);
        listens(null);
      });
    });
    if (!fault) return;
    if (fault.code !== 'EADDRINUSE' || Date.now() > until) throw fault;
    await pause(100);
  }
}
