import { accepted, type ActedOn, type Acting, type Decision, grantMissing, type Refusal, refusal, refused, whoActs } from '@cairn/access';
import { appendEvents, type Mark, type NewEvent } from '@cairn/messaging';
import { asUuid, newId, type Tx, type Uuid } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { AwardGuards } from '../consent/award-guards.js';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import type { Identifier } from '../earner/identifier.js';
import { EarnerIntake } from '../earner/earner-intake.js';
import { KnownEarners } from '../earner/known-earners.js';
import { awardMadeEvent, earnerCreatedEvent } from '../events/publishes.js';
import type { VersionCopy } from '../achievement-version/version-copy.js';
import type { Agent, Award, Shown } from './award.js';
import { inTheWay } from './award-making.js';
import { type AskedKey, AwardKeysStore } from './award-keys.store.js';
import { AwardWriter, type Written } from './award-writer.js';
import { AwardWriteStore } from './award-write.store.js';
import { reaches } from './may-award.js';
import { type AwardWish, type DecidedAward, decideAward, madeAward } from './new-award.js';
import { PriorAwards } from './prior-awards.service.js';

/** A request to issue an award, checked as far as it can be by itself. Ids are bare. */
export interface IssueRequest {
  readonly version: string;
  readonly earner: { readonly id: string } | { readonly identifier: Identifier };
  readonly wish: AwardWish;
  readonly key: AskedKey | null;
  /** Who asked: requests of several callers share a transaction. */
  readonly by: Acting;
  /** Whether the caller may award over an object. */
  readonly may: (on: ActedOn) => boolean;
  /** Who acts in the name of the version's issuer under a mandate; null for the issuer itself. */
  readonly agent: Agent | null;
}

/** The award that was made, or the one in the way of it. `award` is given when it was made just now. */
export interface IssueAnswer {
  readonly decision: Decision<{ readonly id: string; readonly marks: readonly Mark[] }>;
  readonly award: Shown | null;
  readonly existing: string | null;
}

/** Issues several awards of one tenant in one transaction; each is judged by itself. */
@Injectable()
export class AwardIssuing {
  constructor(
    private readonly versions: VersionCopyStore,
    private readonly earners: KnownEarners,
    private readonly intake: EarnerIntake,
    private readonly guards: AwardGuards,
    private readonly priors: PriorAwards,
    private readonly keys: AwardKeysStore,
    private readonly writer: AwardWriter,
    private readonly writes: AwardWriteStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns in the order of the requests */
  async issueAll(tx: Tx, tenant: Uuid, requests: readonly IssueRequest[]): Promise<IssueAnswer[]> {
    const answers = new Array<IssueAnswer | undefined>(requests.length).fill(undefined);
    const followers = await this.answerKnownKeys(tx, tenant, requests, answers);
    const pending = requests.flatMap((request, at) => (answers[at] || followers.has(at) ? [] : [{ request, at }]));
    const decided = await this.onTopOfOthers(tx, tenant, await this.decide(tx, tenant, pending, answers), answers);
    const awards = await this.withEarners(tx, tenant, decided, answers);
    await this.write(tx, tenant, awards, requests, answers);
    for (const [at, leader] of followers) answers[at] = answers[leader];
    return answers.map((answer) => answer ?? fault());
  }

  /** Answers keys used before; says which requests repeat an earlier one of the same batch. */
  private async answerKnownKeys(tx: Tx, tenant: string, requests: readonly IssueRequest[], answers: (IssueAnswer | undefined)[]): Promise<Map<number, number>> {
    const asked = requests.flatMap(({ key }, at) => (key ? [{ ...key, at }] : []));
    const followers = new Map<number, number>();
    if (asked.length === 0) return followers;
    const kept = await this.keys.hold(tx, tenant, asked);
    const leaders = new Map<string, { at: number; hash: string }>();
    asked.forEach(({ client, key, hash, at }, place) => {
      const before = kept.get(place);
      const name = JSON.stringify([client, key]);
      const leader = leaders.get(name);
      if (before) answers[at] = before.hash === hash ? { decision: accepted(before.answer), award: null, existing: null } : reused;
      else if (!leader) leaders.set(name, { at, hash });
      else if (leader.hash === hash) followers.set(at, leader.at);
      else answers[at] = reused;
    });
    return followers;
  }

  private async decide(tx: Tx, tenant: string, pending: readonly Pending[], answers: (IssueAnswer | undefined)[]): Promise<Decided[]> {
    if (pending.length === 0) return [];
    const copies = await this.versions.byIds(tx, tenant, [...new Set(pending.map(({ request }) => request.version))]);
    const byId = new Map(copies.map((copy) => [copy.id, copy]));
    const day = today(this.clock);
    return pending.flatMap(({ request, at }) => {
      const version = byId.get(request.version);
      const decision = reaches(request.may, version) ? decideAward(request.wish, version, day) : refused(grantMissing('AWARD'));
      if (decision.ok && version) return [{ request, at, decided: decision.value, version }];
      if (decision.ok) fault();
      answers[at] = no(...decision.refusals);
      return [];
    });
  }

  /** Those whose earner holds what has to be held before, so that no earner is made for nothing. */
  private async onTopOfOthers(tx: Tx, tenant: Uuid, decided: Decided[], answers: (IssueAnswer | undefined)[]): Promise<Decided[]> {
    const asking = decided.filter(({ version }) => version.priorRequirement !== null);
    if (asking.length === 0) return decided;
    const named = asking.flatMap(({ at, request: { earner } }) => ('identifier' in earner ? [{ at, person: { name: null, identifiers: [earner.identifier] } }] : []));
    const ids = asking.flatMap(({ request: { earner } }) => ('id' in earner ? [earner.id] : []));
    const [led, behind] = [await this.earners.of(tx, tenant, ids), await this.intake.known(tx, tenant, named.map(({ person }) => person))];
    const byPlace = new Map(named.map(({ at }, index) => [at, behind[index]]));
    const earnerOf = ({ at, request: { earner } }: Decided) => ('id' in earner ? led.get(earner.id) : byPlace.get(at)) ?? null;
    const missing = await this.priors.missing(tx, tenant, asking.map((one) => ({ ...one, earner: earnerOf(one) })));
    asking.forEach(({ at }, index) => {
      const refusal = missing[index];
      if (refusal) answers[at] = no(refusal);
    });
    return decided.filter(({ at }) => !answers[at]);
  }

  /** Finds or makes the earners. References in use are refused first, so that no earner is made for nothing. */
  private async withEarners(tx: Tx, tenant: Uuid, decided: readonly Decided[], answers: (IssueAnswer | undefined)[]): Promise<Ready[]> {
    const now = new Date(this.clock.now());
    const award = (earner: string, entry: Decided) => madeAward(entry.decided, tenant, earner, newId(), now, entry.request.agent);
    const byId = decided.flatMap((entry) => ('id' in entry.request.earner ? [{ entry, id: entry.request.earner.id }] : []));
    const known = await this.earners.of(tx, tenant, byId.map(({ id }) => id));
    const ready: Ready[] = [];
    for (const { entry, id } of byId) {
      const earner = known.get(id);
      if (earner) ready.push({ at: entry.at, award: award(earner, entry), version: entry.version, earnerMade: false });
      else answers[entry.at] = no(refusal('NOT_FOUND', 'There is no such earner.', 'earnerId'));
    }
    let named = decided.flatMap((entry) => ('identifier' in entry.request.earner ? [{ entry, identifier: entry.request.earner.identifier }] : []));
    const referenced = named.filter(({ entry }) => entry.decided.partnerReference !== null);
    if (referenced.length > 0) {
      const taken = await this.writes.withReferences(tx, tenant, referenced.map(({ entry }) => entry.decided.partnerReference ?? ''));
      for (const { entry } of referenced) {
        const existing = taken.get(entry.decided.partnerReference ?? '');
        if (existing) answers[entry.at] = kept({ made: false, award: existing, why: 'reference' });
      }
      named = named.filter(({ entry }) => !answers[entry.at]);
    }
    if (named.length > 0) {
      const found = await this.intake.ensure(tx, tenant, named.map(({ identifier }) => ({ name: null, identifiers: [identifier] })));
      named.forEach(({ entry }, index) => {
        const { earner, made } = found[index] ?? fault();
        ready.push({ at: entry.at, award: award(earner, entry), version: entry.version, earnerMade: made });
      });
    }
    const allowed = await this.guards.asAllowed(tx, tenant, ready, today(this.clock));
    return ready.map((one, index) => ({ ...one, award: allowed[index] ?? one.award })).sort((a, b) => a.at - b.at);
  }

  private async write(tx: Tx, tenant: Uuid, ready: readonly Ready[], requests: readonly IssueRequest[], answers: (IssueAnswer | undefined)[]): Promise<void> {
    if (ready.length === 0) return;
    const written = await this.writer.write(tx, tenant, ready.map(({ award }) => award), today(this.clock), ready.map(({ at }) => requests[at]?.by ?? whoActs()));
    const events: { at: number; event: NewEvent }[] = [];
    ready.forEach(({ at, award, earnerMade }, index) => {
      const outcome = written[index] ?? fault();
      const by = requests[at]?.by;
      if (earnerMade) events.push({ at, event: { ...earnerCreatedEvent(tenant, asUuid(award.earner), award.createdAt), by } });
      if (outcome.made) events.push({ at, event: { ...awardMadeEvent(award), by } });
      else answers[at] = kept(outcome);
    });
    const marks = await appendEvents(tx, events.map(({ event }) => event));
    const remembered: Parameters<AwardKeysStore['remember']>[2][number][] = [];
    const marksOf = new Map<number, Mark[]>(ready.map(({ at }) => [at, []]));
    events.forEach(({ at }, index) => marksOf.get(at)?.push(marks[index] ?? fault()));
    for (const { at, award, version } of ready) {
      if (answers[at]) continue;
      const answer = { id: award.id, marks: marksOf.get(at) ?? [] };
      const { title, imageUrl, level, basis } = version;
      answers[at] = { decision: accepted(answer), award: { ...award, title, imageUrl, level, basis }, existing: null };
      const key = requests[at]?.key;
      if (key) remembered.push({ ...key, answer });
    }
    if (remembered.length > 0) await this.keys.remember(tx, tenant, remembered);
  }
}

interface Pending {
  readonly request: IssueRequest;
  readonly at: number;
}
interface Decided extends Pending {
  readonly decided: DecidedAward;
  readonly version: VersionCopy;
}
interface Ready {
  readonly at: number;
  readonly award: Award;
  readonly version: VersionCopy;
  readonly earnerMade: boolean;
}

const no = (...refusals: readonly Refusal[]): IssueAnswer => ({ decision: refused(...refusals), award: null, existing: null });

const reused = no(refusal('IDEMPOTENCY_KEY_REUSED', 'This key came with another request.', 'idempotencyKey'));

/** The answer for an award that another one keeps away. */
function kept(written: Exclude<Written, { made: true }>): IssueAnswer {
  return { ...no(inTheWay(written.why)), existing: written.award };
}

function fault(): never {
  throw new Error('a request to issue was left without an answer');
}
