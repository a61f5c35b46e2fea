import { mayPass, RegistryFault } from './faults.js';
import { pause } from './pause.js';

/** Breaks in a row without anything new before it is given up. */
const breaksMax = 10;

/** What comes from somewhere that may break off: it is opened again, with doubling pauses of at most 5 s, and goes on where it was. */
export async function* afterBreaks<Told>(open: () => AsyncIterable<Told>): AsyncGenerator<Told> {
  for (let breaks = 0; ; breaks += 1) {
    try {
      for await (const told of open()) {
        breaks = 0;
        yield told;
      }
      return;
    } catch (fault) {
      if (fault instanceof RegistryFault && !mayPass(fault)) throw fault;
      if (breaks >= breaksMax) throw fault;
      await pause(Math.min(100 * 2 ** breaks, 5_000) + (fault instanceof RegistryFault ? fault.waitMs : 0));
    }
  }
}
