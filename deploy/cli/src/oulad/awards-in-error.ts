import { type RegistryClient, revokeAward, UserErrors } from '@cairn/client';
import { idsByLine, importRows, type Row } from '../provider/rows.js';
import { sideBySide } from '../provider/side-by-side.js';
import type { Tally } from '../provider/tally.js';
import type { Terminal } from '../terminal/terminal.js';

const width = 8;

/** Imports awards and revokes each as issued in error. Run again it changes nothing. */
export async function awardsInError(client: RegistryClient, rows: readonly Row[], told: { readonly tally: Tally; readonly terminal?: Terminal }): Promise<void> {
  const made = (await idsByLine(client, await importRows(client, 'awards', rows, told))).filter((id) => id !== undefined);
  const bar = told.terminal?.bar('awards: revoking');
  let done = 0;
  await sideBySide(made, width, async (id) => {
    await client.execute(revokeAward, { input: { id, reason: 'ISSUED_IN_ERROR' } }).catch(unlessRevoked);
    bar?.((done += 1), made.length);
  });
  told.terminal?.clear();
}

/** By a run before this one. */
function unlessRevoked(error: unknown): void {
  if (!(error instanceof UserErrors) || error.codes.some((code) => code !== 'AWARD_STATE_INVALID')) throw error;
}
