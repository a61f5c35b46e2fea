import { Worker } from 'node:worker_threads';
import type { OnModuleDestroy } from '@nestjs/common';
import type { Verdict } from '../verdict.js';
import type { SolvingTask } from './solving-task.js';

/** All solves of one question take 2 s; a few days may be asked about. What takes longer hangs. */
const patienceMs = 30_000;
const memory = { maxOldGenerationSizeMb: 512 };

export interface SolvingOptions {
  /** Node's options for the thread; left out: those of this process. */
  readonly execArgv?: string[];
  /** What one solve may take; left out: as long as anywhere. */
  readonly solveSeconds?: number;
}

/** No thread can be begun at all: whoever asks has to solve by himself. */
export class NoThread extends Error {
  readonly code = 'NO_THREAD';
}

interface Waiting {
  readonly worker: Worker;
  readonly resolve: (verdict: Verdict) => void;
  readonly reject: (error: Error) => void;
  readonly impatience: NodeJS.Timeout;
}

/**
 * A thread for questions that want the solver of integer programmes, which blocks while it solves. Begun with the first
 * question; one that dies or hangs fails what it was asked, and the next question begins another.
 */
export class SolvingThread implements OnModuleDestroy {
  private readonly waiting = new Map<number, Waiting>();
  private worker: Worker | undefined;
  private asked = 0;
  private began = false;
  private isUnable = false;

  constructor(private readonly options: SolvingOptions = {}) {}

  /** Rejects when the thread could not answer; with NoThread when there is none. */
  async ask(task: SolvingTask): Promise<Verdict> {
    if (this.isUnable) throw new NoThread('no thread could be begun before');
    const number = (this.asked += 1);
    const worker = (this.worker ??= this.started());
    return new Promise((resolve, reject) => {
      const impatience = setTimeout(() => void worker.terminate(), patienceMs);
      this.waiting.set(number, { worker, resolve, reject, impatience });
      worker.ref();
      worker.postMessage({ number, task });
    });
  }

  async onModuleDestroy(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  /** It keeps the process alive only while it works. */
  private started(): Worker {
    const worker = new Worker(new URL('./solving.worker.ts', import.meta.url), { resourceLimits: memory, execArgv: this.options.execArgv, workerData: this.options.solveSeconds, name: 'solving' });
    worker.unref();
    worker.on('message', ({ number, verdict, fault }: { number?: number; verdict?: Verdict; fault?: string }) => {
      this.began = true;
      if (number === undefined) return;
      const waiting = this.waiting.get(number);
      this.waiting.delete(number);
      if (this.waiting.size === 0) worker.unref();
      clearTimeout(waiting?.impatience);
      if (verdict) waiting?.resolve(verdict);
      else waiting?.reject(new Error(fault ?? 'the thread gave no verdict'));
    });
    worker.on('error', (error) => this.ended(worker, error as Error));
    worker.on('exit', () => this.ended(worker, new Error('the solving thread ended')));
    return worker;
  }

  private ended(worker: Worker, error: Error): void {
    if (this.worker === worker) this.worker = undefined;
    // One that followed it may be at work already.
    const left = [...this.waiting].filter(([, waiting]) => waiting.worker === worker);
    this.isUnable ||= !this.began && left.length > 0;
    const cause = this.isUnable ? new NoThread('no thread can be begun', { cause: error }) : error;
    for (const [number, { reject, impatience }] of left) {
      this.waiting.delete(number);
      clearTimeout(impatience);
      reject(cause);
    }
  }
}
