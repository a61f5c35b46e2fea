import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { appendEvents, type Mark } from '@cairn/messaging';
import { asUuid, Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { publicId } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import { reaches } from '../award/may-award.js';
import { EarnerIntake } from '../earner/earner-intake.js';
import { EarnerStore } from '../earner/earner.store.js';
import { PersonalData } from '../earner/personal-data.js';
import { earnerCreatedEvent } from '../events/publishes.js';
import { checkNominees, type Nomination, type NominationState, type Nominee } from './nomination.js';
import { NominationStore } from './nomination.store.js';

type Given = Parameters<typeof checkNominees>[0];

export interface NominationsMade {
  /** One for each person, in the order given: a new one, or the one that was open already. */
  readonly nominations: readonly Nomination[];
  readonly marks: readonly Mark[];
}

/** Proposing persons for an award, many at once, and reading what was proposed. */
@Injectable()
export class NominationService {
  constructor(
    private readonly database: Database,
    private readonly store: NominationStore,
    private readonly versions: VersionCopyStore,
    private readonly intake: EarnerIntake,
    private readonly earners: EarnerStore,
    private readonly personal: PersonalData,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param attested whether the nominator attests to what the statements say */
  async nominate(principal: Principal, version: string, given: Given, attested: boolean): Promise<Decision<NominationsMade>> {
    const { tenant, actor } = principal;
    if (tenant === null || actor === null || !maySomewhere(principal, 'AWARD')) return refused(grantMissing('AWARD'));
    if (!attested) return refused(refusal('STATEMENT_MISSING', 'Attest that what you say of these persons is true.', 'attested'));
    const nominees = checkNominees(given);
    if (!nominees.ok) return nominees;
    return this.database.write({ tenant }, (tx) => this.nominateIn(tx, principal, { tenant, actor, version }, nominees.value));
  }

  page(tenant: string, state: NominationState | null, after: string | null, limit: number): Promise<Nomination[]> {
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, state, after, limit));
  }

  count(tenant: string, state: NominationState | null): Promise<number | null> {
    return this.database.read({ tenant }, (tx) => this.store.count(tx, tenant, state));
  }

  /** What the nominators said, in the order given; null of persons who were erased. */
  async statementsOf(tenant: string, nominations: readonly Nomination[]): Promise<(string | null)[]> {
    const owners = [...new Set(nominations.map(({ sealedFor }) => sealedFor))];
    const records = await this.database.read({ tenant }, (tx) => this.earners.byIds(tx, tenant, owners));
    const keys = new Map(records.flatMap(({ id, key }) => (key ? [[id, this.personal.unwrap(tenant, id, key)] as const] : [])));
    return nominations.map(({ id, sealedFor: earner, statement }) => {
      const key = keys.get(earner);
      return key ? this.personal.open(key, { tenant, earner, field: `nomination ${id}` }, statement) : null;
    });
  }

  /** What was said of a person, for whoever is told everything about him. */
  async about(tenant: string, earner: string): Promise<Record<string, unknown>[]> {
    const nominations = await this.database.read({ tenant }, (tx) => this.store.about(tx, tenant, earner));
    const statements = await this.statementsOf(tenant, nominations);
    return nominations.map(({ id, achievementVersion, state, createdAt, decidedAt }, at) => ({
      id: publicId('Nomination', id),
      achievementVersion: publicId('AchievementVersion', achievementVersion),
      statement: statements[at] ?? null,
      state,
      createdAt,
      decidedAt,
    }));
  }

  private async nominateIn(
    tx: Tx,
    principal: Principal,
    { tenant, actor, version: id }: { tenant: string; actor: string; version: string },
    nominees: readonly Nominee[],
  ): Promise<Decision<NominationsMade>> {
    const [version] = await this.versions.byIds(tx, tenant, [id]);
    if (!version) return refused(notFound('achievement version', 'achievementVersionId'));
    if (!reaches((on) => may(principal, 'AWARD', on), version)) return refused(grantMissing('AWARD'));
    if (version.state !== 'PUBLISHED') {
      return refused(refusal('ACHIEVEMENT_VERSION_STATE_INVALID', `The achievement version is ${version.state}; one is nominated for a published one.`, 'achievementVersionId'));
    }
    const at = new Date(this.clock.now());
    const found = await this.intake.ensure(tx, asUuid(tenant), nominees.map(({ identifier }) => ({ name: null, identifiers: [identifier] })));
    const records = new Map((await this.earners.byIds(tx, tenant, found.map(({ earner }) => earner))).map((record) => [record.id, record]));
    const wanted = new Map<string, Nomination>();
    found.forEach(({ earner }, place) => {
      const key = records.get(earner)?.key;
      if (wanted.has(earner) || !key) return;
      const nomination = newId();
      const text = nominees[place]?.statement ?? '';
      const statement = this.personal.seal(this.personal.unwrap(tenant, earner, key), { tenant, earner, field: `nomination ${nomination}` }, text);
      const { issuer, achievement } = version;
      wanted.set(earner, {
        ...{ id: nomination, tenant, issuer, achievement, achievementVersion: id, earner, statement, sealedFor: earner },
        ...{ state: 'OPEN', nominatedBy: actor, decidedBy: null, decidedAt: null, award: null, version: 1, createdAt: at },
      });
    });
    const made = await this.store.insert(tx, tenant, [...wanted.values()]);
    const open = new Map((await this.store.open(tx, tenant, version.achievement, [...wanted.keys()])).map((one) => [one.earner, one]));
    const fresh = [...wanted.values()].filter((one) => made.has(one.id));
    await note(tx, ...fresh.map(({ id: subject, earner }) => ({ tenant, action: 'cairn.nomination.made', subject, subjectKind: 'NOMINATION', earners: [earner] })));
    const marks = await appendEvents(tx, found.filter((one) => one.made).map(({ earner }) => earnerCreatedEvent(asUuid(tenant), earner, at)));
    return accepted({ nominations: [...wanted.keys()].flatMap((earner) => open.get(earner) ?? []), marks });
  }
}
