import { enrolmentStarted } from '@cairn/events';
import { type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid, newId, type Tx } from '@cairn/postgres';
import { isOpenOn, matchesANode, type World } from '@cairn/requirements';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { groupedBy } from '../grouped.js';
import type { CompiledVersion } from './compiled-version.js';
import { CompiledVersions } from './compiled-version.store.js';
import { AwardFacts } from './earner-facts.js';
import type { HeldAward } from './earner-records.js';
import { FactsStore } from './facts.store.js';
import { type Candidate, type ImplicitEnrolment, ImplicitStore } from './implicit.store.js';
import { lookedAt, Questions } from './questions.service.js';

/** Stores the enrolments that awards make, where a pathway asks nobody to enrol. */
@Injectable()
export class ImplicitEnrolments {
  constructor(
    private readonly store: ImplicitStore,
    private readonly facts: FactsStore,
    private readonly versions: CompiledVersions,
    private readonly questions: Questions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Of the candidates those that something matches; the caller holds the locks of their earners and has them evaluated. */
  async begin(tx: Tx, tenant: string, candidates: readonly Candidate[]): Promise<{ ids: string[]; events: NewEvent[] }> {
    if (candidates.length === 0) return { ids: [], events: [] };
    const pathways = await this.versions.load(tx, tenant, candidates);
    const looked = lookedAt([...pathways.values()]);
    const holdings = await this.facts.holdings(tx, tenant, candidates.map(({ earner }) => earner), looked.named, []);
    const { world, known } = await this.questions.world(tx, tenant, [...holdings.values()].flat(), looked);
    const awards = new AwardFacts(known.achievements);
    const begun = [...groupedBy(candidates, ({ earner, pathway }) => `${earner} ${pathway}`).values()].flatMap((group): ImplicitEnrolment[] => {
      const { earner, pathway } = group[0]!;
      const offered = group.flatMap(({ pathwayVersion }) => pathways.get(pathway)?.versions.find(({ id }) => id === pathwayVersion) ?? []);
      const found = firstOf(offered, (version) => firstDay(version, holdings.get(earner) ?? [], awards, world));
      return found ? [{ earner, pathway, pathwayVersion: found.version.id, id: newId(), enrolledOn: found.day }] : [];
    });
    if (begun.length === 0) return { ids: [], events: [] };
    const now = new Date(this.clock.now());
    await this.store.insert(tx, tenant, begun, now);
    return { ids: begun.map(({ id }) => id), events: begun.map((enrolment) => startedEvent(tenant, enrolment, now)) };
  }
}

/** The earliest of these days, and the highest version that may be followed from then on (section 7, rule 1). */
function firstOf(versions: readonly CompiledVersion[], dayOf: (version: CompiledVersion) => string | null): { version: CompiledVersion; day: string } | null {
  const day = versions.flatMap((version) => dayOf(version) ?? []).sort()[0];
  if (day === undefined) return null;
  const open = versions.filter(({ rules }) => isOpenOn(rules, day)).sort((a, b) => b.rules.number - a.rules.number);
  return open[0] ? { version: open[0], day } : null;
}

/**
 * The day of the first award that matches a node; where that was before the version could be followed, the first day on
 * which it could, so that who had everything already completes on the day of publication (section 14). Null: nothing matches.
 */
function firstDay({ rules, scales, reach }: CompiledVersion, held: readonly HeldAward[], awards: AwardFacts, world: World): string | null {
  const { versioning, publishedOn, policy } = rules.pathway;
  const from = versioning?.enrolFrom ?? publishedOn ?? null;
  const days = held
    .filter(({ achievement, issuedOn }) => (reach.achievements === 'any' || reach.achievements.has(achievement)) && (from === null || policy.priorAwards !== 'ignore' || issuedOn >= from))
    .filter((award) => matchesANode(rules, awards.of(award, scales), world))
    .map(({ issuedOn }) => (from !== null && issuedOn < from ? from : issuedOn));
  return days.filter((day) => isOpenOn(rules, day)).sort()[0] ?? null;
}

const startedEvent = (tenant: string, { id, earner, pathway, pathwayVersion, enrolledOn }: ImplicitEnrolment, at: Date): NewEvent =>
  newEvent({
    contract: enrolmentStarted,
    tenant: asUuid(tenant),
    subject: asUuid(id),
    version: 1,
    data: { enrolment: id, earner, pathway, pathwayVersion, enrolledOn, at: at.toISOString() },
    changed: [{ type: 'ENROLMENT', id: asUuid(id), version: 1 }],
  });
