import { type ClusterConfig, startCluster } from '@cairn/postgres';
import type { Log } from '@cairn/telemetry';

/** An embedded PostgreSQL that is started again, at the same address, when it ends without being told to. */
export interface KeptCluster {
  readonly url: string;
  stop(): Promise<void>;
}

export async function keepCluster(config: ClusterConfig, log: Log): Promise<KeptCluster> {
  let cluster = await startCluster({ ...config, log });
  const { url } = cluster;
  const port = Number(new URL(url).port);
  let stopping = false;
  const watching = (async () => {
    for (;;) {
      const words = await cluster.ended;
      if (stopping) return;
      log.error({ words }, 'PostgreSQL ended; starting it again');
      cluster = await startedAgain(() => startCluster({ ...config, port, log }), () => stopping, log);
      if (stopping) return;
    }
  })();
  watching.catch((error: unknown) => log.fatal({ err: error }, 'PostgreSQL cannot be kept running'));
  return {
    url,
    async stop() {
      stopping = true;
      await cluster.stop();
    },
  };
}

async function startedAgain<T>(start: () => Promise<T>, isStopping: () => boolean, log: Log): Promise<T> {
  for (let pauseMs = 250; ; pauseMs = Math.min(pauseMs * 2, 10_000)) {
    try {
      return await start();
    } catch (error) {
      if (isStopping()) throw error;
      log.error({ err: error }, `PostgreSQL did not start; trying again in ${pauseMs} ms`);
      await new Promise((resume) => setTimeout(resume, pauseMs));
    }
  }
}
