import { BrokenCircuitError, circuitBreaker, type CircuitBreakerPolicy, handleAll, SamplingBreaker } from 'cockatiel';
import { Unanswered } from './subgraph.js';

/**
 * Spares a subgraph that is down: opens when half of at least 20 calls within 10 s failed, and tries again after 5 s
 * (api.md, deadlines). While it is open, calls are refused at once as SUBGRAPH_UNAVAILABLE.
 */
export class Breaker {
  private readonly circuit: CircuitBreakerPolicy = circuitBreaker(handleAll, {
    halfOpenAfter: 5_000,
    breaker: new SamplingBreaker({ threshold: 0.5, duration: 10_000, minimumRps: 2 }),
  });

  async run<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await this.circuit.execute(call);
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new Unanswered('SUBGRAPH_UNAVAILABLE', { cause: error });
      throw error;
    }
  }
}
