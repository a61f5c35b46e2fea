import { maySomewhere, type Principal } from '@cairn/access';
import { Database, newId } from '@cairn/postgres';
import { type DefinitionRefusal, type LintFinding, type Pathway, referencesOf, type Totals, totals } from '@cairn/requirements';
import { Injectable } from '@nestjs/common';
import { CostsStore } from '../next-step/costs.store.js';
import { parseDefinition } from '../pathway/definition-ids.js';
import { LintGrounds } from '../pathway/lint-ground.service.js';
import { PathwayStore } from '../pathway/pathway.store.js';
import { PathwayVersionStore } from '../pathway/pathway-version.store.js';
import { findingsIn } from '../pathway/publication.js';

export interface Checked {
  readonly refusals: readonly DefinitionRefusal[];
  readonly findings: readonly LintFinding[];
  /** What the cheapest way to completion takes; null of a definition that cannot be read. */
  readonly totals: Totals | null;
}

/** What publishing a definition would say of it. Writes nothing. */
@Injectable()
export class DefinitionCheckService {
  constructor(
    private readonly database: Database,
    private readonly pathways: PathwayStore,
    private readonly versions: PathwayVersionStore,
    private readonly grounds: LintGrounds,
    private readonly costs: CostsStore,
  ) {}

  /**
   * @param pathway bare id; null for a new one
   * @returns null for those who design and publish nothing, and of pathways that are not their tenant's
   */
  async check(principal: Principal, definition: unknown, pathway: string | null): Promise<Checked | null> {
    const { tenant } = principal;
    if (tenant === null || !(maySomewhere(principal, 'DESIGN') || maySomewhere(principal, 'PUBLISH'))) return null;
    const number = pathway === null ? 1 : await this.nextNumber(tenant, pathway);
    if (number === null) return null;
    const id = pathway ?? newId();
    const parsed = parseDefinition(definition, id, number);
    if (!parsed.ok) return { refusals: parsed.refusals, findings: [], totals: null };
    return { refusals: [], findings: findingsIn(parsed.pathway, tenant, await this.grounds.of(tenant, id, parsed.pathway)), totals: await this.totalsOf(tenant, parsed.pathway) };
  }

  private async totalsOf(tenant: string, definition: Pathway): Promise<Totals> {
    const costs = await this.database.read({ tenant }, (tx) => this.costs.costs(tx, referencesOf(definition).achievements));
    return totals(definition, (achievement) => costs.get(achievement) ?? { effortMinutes: null, price: null });
  }

  private nextNumber(tenant: string, pathway: string): Promise<number | null> {
    return this.database.read({ tenant }, async (tx) => {
      const [found] = await this.pathways.byIds(tx, [pathway]);
      return found?.tenant === tenant ? (await this.versions.lastNumber(tx, tenant, pathway)) + 1 : null;
    });
  }
}
