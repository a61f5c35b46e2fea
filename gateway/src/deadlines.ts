import type { Clock } from '@cairn/telemetry';

/** Time for an operation as a whole, from its arrival. */
const operationMsDefault = 4_000;

/** Reads `CAIRN_OPERATION_MS`. Answers a sentence when it cannot be used. */
export function readOperationMs(text: string | undefined): number | string {
  if (text === undefined) return operationMsDefault;
  const ms = Number(text);
  return Number.isInteger(ms) && ms >= 1_000 && ms <= 120_000 ? ms : 'must be a whole number of milliseconds, 1000 to 120000';
}

/** Parts of the time of an operation. */
const part = {
  /** What a fetch waits at most: an answer is there within 2.2 s of 4 s, whichever service is slow. */
  fetch: 0.475,
  /** What a fetch may wait however late it begins. */
  lateFetch: 0.125,
  /** What a question of the gateway's own may take. */
  ownQuestion: 0.5,
};

/** Until when subgraphs have to answer: an operation, one fetch of it, and what the gateway asks for itself grow together. */
export class Deadlines {
  constructor(
    private readonly clock: Clock,
    private readonly operationMs = operationMsDefault,
  ) {}

  /** Of an operation that begins now, in epoch milliseconds. */
  ofOperation(): number {
    return this.clock.now() + this.operationMs;
  }

  /** Of a question that the gateway asks now, in epoch milliseconds. */
  ofOwnQuestion(): number {
    return this.clock.now() + this.operationMs * part.ownQuestion;
  }

  /** How long a request under this deadline may wait, in milliseconds; none is left where it is not positive. */
  requestMs(deadline: number): number {
    return Math.min(this.operationMs * part.fetch, deadline - this.clock.now());
  }

  /** How long a fetch of a plan may wait: less what the operation has taken so far, so that slow services do not add up. */
  fetchMs(deadline: number): number {
    const taken = this.operationMs - (deadline - this.clock.now());
    return Math.min(this.requestMs(deadline), Math.max(this.operationMs * part.lateFetch, this.operationMs * part.fetch - taken));
  }
}
