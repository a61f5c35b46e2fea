import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { guessesMax, guessMs } from './claim-code.js';

/** Counts the codes that an account tries, each use of the field by itself, before it is looked whether they are right. */
@Injectable()
export class ClaimGuesses {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Counts one more; answers until when the account is locked, or null when it may try. */
  async begin(account: string): Promise<Date | null> {
    const now = new Date(this.clock.now());
    const rows = await this.database.work((tx) =>
      tx.query<{ wrong: number; since: Date }>(
        `INSERT INTO claim_guess AS g (account_id, wrong, since) VALUES ($1, 1, $2)
         ON CONFLICT (account_id) DO UPDATE SET
           wrong = CASE WHEN g.since <= $3 THEN 1 ELSE g.wrong + 1 END, since = CASE WHEN g.since <= $3 THEN excluded.since ELSE g.since END
         RETURNING wrong, since`,
        [account, now, new Date(now.getTime() - guessMs)],
      ),
    );
    const [{ wrong, since } = { wrong: 1, since: now }] = rows;
    return wrong > guessesMax ? new Date(since.getTime() + guessMs) : null;
  }

  /** It was no guess: the code was right. */
  async right(account: string): Promise<void> {
    await this.database.work((tx) => tx.query('UPDATE claim_guess SET wrong = wrong - 1 WHERE account_id = $1 AND wrong > 0', [account]));
  }
}
