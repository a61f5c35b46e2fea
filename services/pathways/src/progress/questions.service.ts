import type { Tx } from '@cairn/postgres';
import { type AwardFact, reaches, type Solver, type World } from '@cairn/requirements';
import { Inject, Injectable } from '@nestjs/common';
import { KnownAchievements } from '../copies/known-achievements.service.js';
import { SkillClosureStore } from '../skill-closure/skill-closure.store.js';
import { TrustStore } from '../trust/trust.store.js';
import type { Asked } from './asked.js';
import { batchWorld, type WorldFacts } from './batch-world.js';
import { type CompiledPathway, compiledPathway, type CompiledVersion } from './compiled-version.js';
import { CompiledVersions } from './compiled-version.store.js';
import { AwardFacts, entryFact, factsOf } from './earner-facts.js';
import type { EnrolmentToEvaluate, HeldAward } from './earner-records.js';
import { FactsStore } from './facts.store.js';
import { SOLVER } from './solver.js';

/** Puts together what the evaluator is asked: all that is known of earners, and of the world, at this moment. */
@Injectable()
export class Questions {
  constructor(
    private readonly facts: FactsStore,
    private readonly versions: CompiledVersions,
    private readonly copies: KnownAchievements,
    private readonly trust: TrustStore,
    private readonly skills: SkillClosureStore,
    @Inject(SOLVER) private readonly solver: Solver,
  ) {}

  /**
   * A number of statements that does not grow with that of the enrolments. Each tells of the end of the day `asOf`.
   *
   * @param proposed a version that is not published, taken for the last of its pathway
   * @param supposed awards that nobody holds, taken for held ones
   */
  async of(tx: Tx, tenant: string, ids: readonly string[], asOf: string, proposed: CompiledVersion | null = null, supposed: readonly HeldAward[] = []): Promise<Asked[]> {
    const enrolments = await this.facts.enrolments(tx, tenant, ids);
    if (enrolments.length === 0) return [];
    const published = await this.versions.load(tx, tenant, enrolments);
    const pathways = proposed === null ? published : new Map(published).set(proposed.pathway, withProposed(published.get(proposed.pathway) ?? null, proposed));
    const earners = enrolments.map(({ earner }) => earner);
    const looked = lookedAt([...pathways.values()]);
    const substitutes = enrolments.flatMap(({ exceptions }) => exceptions.flatMap(({ award }) => award ?? []));
    const holdings = await this.facts.holdings(tx, tenant, earners, looked.named, substitutes);
    for (const award of supposed) holdings.set(award.earner, [...(holdings.get(award.earner) ?? []), award]);
    const entries = looked.entries ? await this.facts.entries(tx, tenant, earners) : new Map<string, never>();
    const standings = looked.pathways.length > 0 ? await this.facts.standings(tx, tenant, earners, looked.pathways) : new Map<string, never>();
    const looking = enrolments.map((enrolment) => {
      const pathway = pathways.get(enrolment.pathway) ?? null;
      return { enrolment, pathway, held: pathway ? (holdings.get(enrolment.earner) ?? []).filter((award) => counts(pathway, enrolment, award)) : [] };
    });
    const { world, known } = await this.world(tx, tenant, looking.flatMap(({ held }) => held), looked);
    const awards = new AwardFacts(known.achievements);
    return looking.map(({ enrolment, pathway, held }) => {
      if (!pathway) return { enrolment, pathway, question: null, known, inputs: new Map() };
      const ledger = pathway.entries ? (entries.get(enrolment.earner) ?? []) : [];
      const all: AwardFact[] = [...held.map((award) => awards.of(award, pathway.scales)), ...ledger.map(entryFact)];
      return {
        enrolment,
        pathway,
        question: { versions: pathway.rules, facts: factsOf(enrolment, all, standings.get(enrolment.earner) ?? []), asOf, world, solver: this.solver },
        known,
        inputs: new Map(held.map(({ id, version }) => [id, version])),
      };
    });
  }

  /** What is known of the achievements, issuers and skills of these awards, as far as anybody looks at it. */
  async world(tx: Tx, tenant: string, held: readonly HeldAward[], looked: Pick<LookedAt, 'trust' | 'skills'>): Promise<{ world: World; known: WorldFacts }> {
    const achievements = await this.copies.of(tx, held.map(({ achievement }) => achievement));
    this.versions.learn(achievements);
    const trust = looked.trust ? await this.trust.ofIssuers(tx, tenant, [...new Set(held.map(({ issuer }) => issuer))]) : [];
    const named = looked.skills ? achievements.flatMap(({ history }) => history.flatMap(({ set }) => set.skills ?? [])) : [];
    const above = named.length > 0 ? await this.skills.above(tx, [...new Set(named)]) : [];
    const known = { achievements, trust, above };
    return { world: batchWorld(known), known };
  }
}

const withProposed = (pathway: CompiledPathway | null, proposed: CompiledVersion): CompiledPathway | null =>
  pathway && compiledPathway([...pathway.versions, proposed]);

/** What the pathways of a batch look at, taken together. */
export interface LookedAt {
  /** As each of them names achievements. Null: one of them looks at any. */
  readonly named: readonly ReadonlySet<string>[] | null;
  readonly entries: boolean;
  readonly pathways: readonly string[];
  readonly trust: boolean;
  readonly skills: boolean;
}

export function lookedAt(pathways: readonly (CompiledPathway | null)[]): LookedAt {
  const versions = pathways.flatMap((pathway) => pathway?.versions ?? []);
  const named = versions.flatMap(({ reach }) => (reach.achievements === 'any' ? [] : [reach.achievements]));
  return {
    named: named.length < versions.length ? null : named,
    entries: versions.some(({ reach }) => reach.entries),
    pathways: [...new Set(versions.flatMap(({ reach }) => [...reach.pathways]))],
    trust: versions.some(({ reach }) => reach.trust),
    skills: versions.some(({ reach }) => reach.skills),
  };
}

const counts = ({ versions }: CompiledPathway, { exceptions }: EnrolmentToEvaluate, { id, achievement }: HeldAward): boolean =>
  versions.some(({ reach }) => reaches(reach, achievement)) || exceptions.some(({ award }) => award === id);
