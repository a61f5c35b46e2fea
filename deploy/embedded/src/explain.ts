import { ClusterFault } from '@cairn/postgres';
import { SettingsFault } from '@cairn/service';
import { StartFault } from './start-fault.js';

/** What to tell the person at the terminal: sentences for what he can mend, the stack for what only we can. */
export function explain(error: unknown): string {
  if (error instanceof SettingsFault) return `Cairn cannot start with these settings:\n${error.faults.map((fault) => `  ${fault}`).join('\n')}`;
  if (error instanceof StartFault || error instanceof ClusterFault) return `Cairn cannot start. ${error.message}`;
  return `Cairn cannot start, and this is a fault of its own:\n${error instanceof Error ? error.stack : String(error)}`;
}
