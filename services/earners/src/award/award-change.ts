import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, type Refusal, refused, type Right } from '@cairn/access';
import { appendEvents, type Mark, type NewEvent, once } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Award } from './award.js';
import { AwardStore } from './award.store.js';
import { AwardWriteStore } from './award-write.store.js';

/** One command on an award: what it makes of it, what is announced, and what the history keeps. */
export interface AwardCommand {
  readonly what: string;
  readonly reason?: string;
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
  async apply(tx: Tx, tenant: string, id: string, { what, reason, decide, event }: AwardCommand, against?: (award: Award) => Refusal[]): Promise<Changed> {
    const award = await this.store.lock(tx, tenant, id);
    if (!award) return refused(notFound('award', 'id'));
    const missing = against?.(award) ?? [];
    if (missing.length > 0) return refused(...missing);
    const changed = decide(award, new Date(this.clock.now()));
    if (!changed.ok) return changed;
    await this.writes.change(tx, changed.value, what, reason ?? null);
    return accepted({ id, marks: await appendEvents(tx, [event(changed.value)]) });
  }
}
