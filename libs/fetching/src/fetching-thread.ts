import { Worker } from 'node:worker_threads';
import type { FetchingSettings } from './config.js';
import type { Fetching, FetchOutcome, FetchUse, NotFetched } from './outcome.js';
import type { Posting, PostOutcome, PostUse } from './posting.js';

/** A question to the thread, to fetch or to post. */
export type Asked = { readonly id: number; readonly url: string } & ({ readonly use: FetchUse } | { readonly post: PostUse });

/** A thread of its own is killed by what it reads, not the service; this is far more than any answer takes. */
const memoryMb = 96;

/**
 * The guarded fetcher in a thread without environment (no credentials, no proxy) and with little memory. It starts with the first
 * question and starts again if it dies; whoever waited then is told that nobody answered.
 */
export class FetchingThread implements Fetching, Posting {
  private worker: Worker | undefined;
  private asked = 0;
  private readonly waiting = new Map<number, (outcome: FetchOutcome | PostOutcome) => void>();

  /** @param execArgv Node's options for the thread; left out: those of this process */
  constructor(
    private readonly settings: Partial<FetchingSettings>,
    private readonly execArgv?: string[],
  ) {}

  get(url: string, use: FetchUse): Promise<FetchOutcome> {
    return this.ask((id) => ({ id, url, use }));
  }

  post(url: string, post: PostUse): Promise<PostOutcome> {
    return this.ask((id) => ({ id, url, post }));
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    this.answerAll();
    await worker?.terminate();
  }

  /** The thread answers a question with the outcome of its kind. */
  private ask<Outcome extends FetchOutcome | PostOutcome>(question: (id: number) => Asked): Promise<Outcome | NotFetched> {
    this.asked += 1;
    const asked = question(this.asked);
    return new Promise((resolve) => {
      this.worker ??= this.start();
      this.waiting.set(asked.id, (outcome) => resolve(outcome as Outcome | NotFetched));
      this.worker.ref();
      this.worker.postMessage(asked);
    });
  }

  private start(): Worker {
    const worker = new Worker(new URL('./fetching.worker.ts', import.meta.url), {
      name: 'fetching',
      env: {},
      workerData: this.settings,
      execArgv: this.execArgv,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    worker.on('message', ({ id, outcome }: { id: number; outcome: FetchOutcome | PostOutcome }) => {
      this.waiting.get(id)?.(outcome);
      this.waiting.delete(id);
      if (this.waiting.size === 0) worker.unref();
    });
    // An exit follows every error.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.worker !== worker) return;
      this.worker = undefined;
      this.answerAll();
    });
    return worker;
  }

  private answerAll(): void {
    for (const resolve of this.waiting.values()) resolve({ outcome: 'NOT_ANSWERING', detail: 'asking was given up' });
    this.waiting.clear();
  }
}
