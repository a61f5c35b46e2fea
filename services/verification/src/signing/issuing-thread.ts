import { availableParallelism } from 'node:os';
import { issueAll, type Issued, type IssuingJob } from './issuing.js';
import { type IssuingBatch, IssuingHand } from './issuing-hand.js';

/** Documents handed to a thread at once. What somebody waits for is held up by no more than one batch of what can wait. */
const urgentMax = 5;
const patientMax = 100;
/** How many threads work at what can wait: no more than there are cores. */
const handsMax = Math.min(4, availableParallelism());
/** How long a further thread stays when there is nothing left for it. */
const idleMs = 10_000;

/**
 * Threads that make documents, so that the service goes on answering meanwhile. What somebody waits for goes first. The first
 * thread starts with the first job and starts again if it dies, further ones when much waits; the jobs a dead one held are
 * rejected. Until one is ready, which takes seconds, what somebody waits for is made right here.
 *
 * @param execArgv Node's options for the threads; left out: those of this process
 */
export class IssuingThread {
  private readonly hands: IssuingHand[] = [];
  private readonly urgent: IssuingBatch[] = [];
  private readonly patient: IssuingBatch[] = [];
  private here = false;
  private closed = false;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly execArgv?: string[]) {}

  /** Whether somebody waits for a document. */
  get busy(): boolean {
    return this.urgent.length > 0 || this.here || this.hands.some(({ isWorking }) => isWorking);
  }

  async issue(jobs: readonly IssuingJob[], options: { patient: boolean }): Promise<Issued[]> {
    const [queue, max] = options.patient ? [this.patient, patientMax] : [this.urgent, urgentMax];
    const parts: Promise<Issued[]>[] = [];
    for (let at = 0; at < jobs.length; at += max) {
      const part = jobs.slice(at, at + max);
      parts.push(new Promise((resolve, reject) => queue.push({ jobs: part, resolve, reject })));
    }
    this.next();
    return (await Promise.all(parts)).flat();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.idle);
    const error = new Error('the service is stopping');
    this.reject(error);
    await Promise.all(this.hands.splice(0).map((hand) => hand.close(error)));
  }

  private next(): void {
    if (this.closed || (this.urgent.length === 0 && this.patient.length === 0)) return;
    if (this.hands.length === 0) this.start();
    if (!this.hands.some(({ isReady }) => isReady)) return void this.makeHere();
    for (const hand of this.hands.filter(({ isFree }) => isFree)) {
      const batch = this.urgent.shift() ?? this.patient.shift();
      if (batch) hand.give(batch);
    }
    // One starts at a time.
    if (this.patient.length > 0 && this.hands.length < handsMax && this.hands.every(({ isReady }) => isReady)) this.start();
  }

  /** Makes what is urgent on the event loop, letting others in between two documents. */
  private async makeHere(): Promise<void> {
    if (this.here) return;
    this.here = true;
    const waits = (): boolean => !this.hands.some(({ isReady }) => isReady);
    for (let batch = this.urgent.shift(); batch; batch = waits() ? this.urgent.shift() : undefined) {
      const issued: Issued[] = [];
      for (const job of batch.jobs) {
        issued.push(...(await issueAll([job])));
        await new Promise((resume) => setImmediate(resume));
      }
      batch.resolve(issued);
    }
    this.here = false;
    if (!waits()) this.next();
  }

  private start(): void {
    const hand: IssuingHand = new IssuingHand(
      {
        free: () => {
          this.next();
          this.rest();
        },
        died: (error) => {
          this.hands.splice(this.hands.indexOf(hand), 1);
          if (this.hands.length === 0) this.reject(error);
          else this.next();
        },
      },
      this.execArgv,
    );
    this.hands.push(hand);
  }

  /** Lets further threads go when nothing was left for them for a while: each holds all contexts in memory. */
  private rest(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      if (this.closed || this.busy) return;
      for (const hand of this.hands.splice(1)) void hand.close(new Error('the thread is not needed'));
    }, idleMs).unref();
  }

  private reject(error: Error): void {
    for (const batch of [...this.urgent.splice(0), ...this.patient.splice(0)]) batch.reject(error);
  }
}
