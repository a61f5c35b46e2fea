import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, type Refusal, refused, type Right } from '@cairn/access';
import { appendEvents, type Mark, type NewEvent, once } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Award } from './award.js';
import { AwardNotes } from './award-notes.js';
import { AwardStore } from './award.store.js';
import { AwardWriteStore } from './award-write.store.js';

/** One command on an award: what it makes of it, what is announced, and what the history keeps. */
export interface AwardCommand {
  readonly what: string;
  readonly reason?: string;
  /** Words of whoever does it, for those concerned; 1 to 1,000 characters. */
  readonly note?: string | null;
  readonly decide: (award: Award, at: Date) => Decision<Award>;
  readonly event: (award: Award) => NewEvent;
}

export type Changed = Decision<{ id: string; marks: Mark[] }>;

/** Load under lock, decide, store, announce: the same for every command on one award. */
@Injectable()
export class AwardChange {
  constructor(
    private readonly database: Database,
    private readonly store: AwardStore,
    private readonly writes: AwardWriteStore,
    private readonly notes: AwardNotes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A client's command in a transaction of its own; `request` is compared when the key comes again. */
  async ask(principal: Principal, right: Right, id: string, command: AwardCommand, key?: string | null, request?: unknown): Promise<Changed> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, right)) return refused(grantMissing(right));
    const isGranted = ({ issuer, achievement }: Award) => may(principal, right, { issuer, achievement });
    return this.database.write({ tenant }, (tx) =>
      once(tx, { tenant, client: principal.actor, key, request }, () => this.apply(tx, tenant, id, command, (award) => (isGranted(award) ? [] : [grantMissing(right)]))),
    );
  }

  /** A command within the caller's transaction. `against`: what the caller's rights have against it; the registry's own deeds need none. */
  async apply(tx: Tx, tenant: string, id: string, { what, reason, note, decide, event }: AwardCommand, against?: (award: Award) => Refusal[]): Promise<Changed> {
    const award = await this.store.lock(tx, tenant, id);
    if (!award) return refused(notFound('award', 'id'));
    const missing = [...(against?.(award) ?? []), ...checkNote(note)];
    if (missing.length > 0) return refused(...missing);
    const changed = decide(award, new Date(this.clock.now()));
    if (!changed.ok) return changed;
    if (changed.value === award) return accepted({ id, marks: [] });
    const words = note?.trim() ? await this.notes.seal(tx, changed.value, note.trim()) : null;
    await this.writes.change(tx, changed.value, { what, reason: reason ?? null, note: words });
    return accepted({ id, marks: await appendEvents(tx, [event(changed.value)]) });
  }
}

function checkNote(note: string | null | undefined): Refusal[] {
  if (note === undefined || note === null) return [];
  const fits = note.trim().length > 0 && note.length <= 1_000 && !/\p{Cc}/u.test(note.replace(/[\n\t]/g, ''));
  return fits ? [] : [refusal('INVALID_VALUE', 'A note has 1 to 1,000 characters and no control characters.', 'note')];
}
