import { accepted, type Decision, grantMissing, maySomewhere, notFound, type Principal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { appendEvents, type Mark, once } from '@cairn/messaging';
import { asUuid, Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { disclosuresOf } from '../disclosure/disclosures.js';
import { earnerChangedEvent, earnerCreatedEvent } from '../events/publishes.js';
import { checkPerson } from './earner.js';
import { EarnerIntake } from './earner-intake.js';
import { KnownEarners } from './known-earners.js';
import { EarnerWriteStore } from './earner-write.store.js';
import { checkIdentifier, type IdentifierType } from './identifier.js';
import { PersonalData } from './personal-data.js';

interface IdentifierInput {
  readonly type: IdentifierType;
  readonly value: string;
}

type Written = Decision<{ id: string; marks: Mark[] }>;

/** Use cases of staff about earners of their tenant. */
@Injectable()
export class EarnerService {
  constructor(
    private readonly database: Database,
    private readonly intake: EarnerIntake,
    private readonly known: KnownEarners,
    private readonly writes: EarnerWriteStore,
    private readonly personal: PersonalData,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Makes an earner, or finds the one that has one of the identifiers, who stays as he is. */
  async create(principal: Principal, input: { name?: string | null; identifiers: readonly IdentifierInput[]; idempotencyKey?: string | null }): Promise<Written> {
    if (principal.tenant === null || !maySomewhere(principal, 'AWARD')) return refused(grantMissing('AWARD'));
    const tenant = asUuid(principal.tenant);
    const person = checkPerson(input);
    if (!person.ok) return person;
    const { idempotencyKey: key, ...request } = input;
    return this.database.write({ tenant }, (tx) =>
      once(tx, { tenant, client: principal.actor, key, request: { createEarner: request } }, async () => {
        const [found] = await this.intake.ensure(tx, tenant, [person.value]);
        if (!found) throw new Error('an earner was asked for and none came');
        if (!found.made) await note(tx, ...disclosuresOf('read.earner-by-identifier', [{ id: found.earner, tenant }]));
        const events = found.made ? [earnerCreatedEvent(tenant, found.earner, new Date(this.clock.now()))] : [];
        return accepted({ id: found.earner as string, marks: await appendEvents(tx, events) });
      }),
    );
  }

  async verifyIdentifier(principal: Principal, id: string, input: IdentifierInput): Promise<Written> {
    if (principal.tenant === null || !maySomewhere(principal, 'AWARD')) return refused(grantMissing('AWARD'));
    const tenant = asUuid(principal.tenant);
    const identifier = checkIdentifier(input.type, input.value, 'identifier', 'value');
    if (!identifier.ok) return identifier;
    const hmac = this.personal.lookup(tenant, identifier.value);
    return this.database.write({ tenant }, (tx: Tx) => this.verifyIn(tx, tenant, id, identifier.value.type, hmac));
  }

  private async verifyIn(tx: Tx, tenant: ReturnType<typeof asUuid>, asked: string, type: IdentifierType, hmac: Buffer): Promise<Written> {
    const id = (await this.known.of(tx, tenant, [asked])).get(asked);
    const row = id === undefined ? undefined : await this.writes.lock(tx, tenant, id);
    if (id === undefined || !row) return refused(notFound('earner', 'earnerId'));
    const outcome = await this.writes.verify(tx, tenant, id, type, hmac);
    if (outcome === 'absent') return refused({ ...notFound('identifier', 'identifier'), message: 'The earner has no such identifier.' });
    if (outcome === 'already') return accepted({ id, marks: [] });
    const now = new Date(this.clock.now());
    const version = row.version + 1;
    await this.writes.touch(tx, tenant, id, version, now);
    return accepted({ id, marks: await appendEvents(tx, [earnerChangedEvent(tenant, asUuid(id), version, now)]) });
  }
}
