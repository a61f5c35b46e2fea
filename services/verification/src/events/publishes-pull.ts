import { credentialsVerified } from '@cairn/events';
import { type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid, newId } from '@cairn/postgres';
import type { CallerClass } from '../pull/caller-class.js';

/** How often one award was verified on a day by a kind of caller. */
export interface VerificationCount {
  readonly award: string;
  readonly day: string;
  readonly class: CallerClass;
  readonly n: number;
}

const countsMax = 500;

/** As many events as the counts need. */
export const credentialsVerifiedEvents = (tenant: string, counts: readonly VerificationCount[], at: Date): NewEvent[] =>
  Array.from({ length: Math.ceil(counts.length / countsMax) }, (_, part) =>
    newEvent({
      contract: credentialsVerified,
      tenant: asUuid(tenant),
      subject: newId(),
      version: 1,
      data: { counts: counts.slice(part * countsMax, (part + 1) * countsMax).map(({ award, day, class: by, n }) => ({ award, day, class: by, n })), at: at.toISOString() },
      changed: [],
    }),
  );
