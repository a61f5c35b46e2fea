import { Database, type Tx } from '@cairn/postgres';
import { type LintContext, type Pathway as Definition, referencesOf, type Solver, type World } from '@cairn/requirements';
import { Inject, Injectable } from '@nestjs/common';
import { CopyStore } from '../copies/copy.store.js';
import { KnownCopies } from '../copies/known-copies.service.js';
import { batchWorld } from '../progress/batch-world.js';
import { SOLVER } from '../progress/solver.js';
import { SkillClosureStore } from '../skill-closure/skill-closure.store.js';
import { TrustStore } from '../trust/trust.store.js';
import type { LintGround } from './lint-ground.js';
import { LintGroundStore } from './lint-ground.store.js';

/** How far other pathways are followed that this one looks at. */
const siblingsMax = 1_000;

/** Gathers what is known of all that a definition names. */
@Injectable()
export class LintGrounds {
  constructor(
    private readonly database: Database,
    private readonly copies: CopyStore,
    private readonly known: KnownCopies,
    private readonly store: LintGroundStore,
    private readonly trust: TrustStore,
    private readonly skills: SkillClosureStore,
    @Inject(SOLVER) private readonly solver: Solver,
  ) {}

  /** Waits a moment for achievements that have just been made. */
  async of(tenant: string, pathway: string, definition: Definition): Promise<LintGround> {
    const named = referencesOf(definition);
    const waited = await this.known.achievements(named.achievements);
    return this.database.read({ tenant }, async (tx) => {
      const catalogue = await this.store.catalogue(tx, tenant);
      const ids = [...new Set([...named.achievements, ...(catalogue ?? [])])];
      const facts = await this.copies.known(tx, ids, true);
      const issuerOf = await this.store.issuersOf(tx, ids);
      const trust = await this.trust.ofIssuers(tx, tenant, [...new Set([...named.issuers, ...issuerOf.values()])]);
      const above = await this.skills.above(tx, [...new Set(facts.flatMap(({ history }) => history.flatMap(({ set }) => set.skills ?? [])))]);
      const issuers = new Set((await this.copies.issuers(tx, [...named.issuers, ...named.trustGroups])).map(({ id }) => id));
      const pathways = new Set(await this.store.publishedAmong(tx, named.pathways));
      const achievements = new Map(waited.map((copy) => [copy.id, copy]));
      const siblings = await this.siblings(tx, tenant, pathway, definition);
      const context: LintContext = {
        world: issuedBy(issuerOf, batchWorld({ achievements: facts, trust, above })),
        solver: this.solver,
        catalogue,
        // Selectors also find what other tenants award, and what is published tomorrow.
        isOpen: true,
        knownAchievements: (id) => achievements.get(id)?.state ?? 'unknown',
        knowsPathway: (id) => id === pathway || pathways.has(id),
        knowsIssuer: (id) => issuers.has(id),
        siblings: siblings.map((one) => one.definition),
        versions: await this.store.versions(tx, tenant, pathway),
        // Whether a preview is there is asked apart, with a refusal of its own.
        dryRun: true,
      };
      return { context, achievements, siblingsMark: markOf(siblings) };
    });
  }

  /** Told again under the lock of publications. */
  async siblingsMark(tx: Tx, tenant: string, pathway: string, definition: Definition): Promise<string> {
    return markOf(await this.siblings(tx, tenant, pathway, definition));
  }

  /** Versions of other pathways that this one looks at, by what they award or by name, and those that these look at. */
  private async siblings(tx: Tx, tenant: string, pathway: string, definition: Definition): Promise<Sibling[]> {
    const found = new Map<string, Sibling>();
    let next: readonly Definition[] = [definition];
    while (next.length > 0 && found.size < siblingsMax) {
      const named = next.map(referencesOf);
      const rows = await this.store.awardingOrNamed(tx, tenant, pathway, named.flatMap(({ achievements }) => achievements), named.flatMap(({ pathways }) => pathways));
      const fresh = rows.filter(({ id }) => !found.has(id));
      for (const one of fresh) found.set(one.id, one);
      next = fresh.map((one) => one.definition);
    }
    return [...found.values()];
  }
}

/** An award that is only imagined is issued by its achievement's issuer. */
const issuedBy = (issuerOf: ReadonlyMap<string, string>, world: World): World => ({
  ...world,
  metadataOn: (achievement, day) => ({ ...world.metadataOn(achievement, day), issuer: issuerOf.get(achievement) ?? null }),
});

interface Sibling {
  readonly id: string;
  readonly definition: Definition;
}

const markOf = (siblings: readonly Sibling[]): string => siblings.map(({ id }) => id).sort().join();
