import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, type Refusal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, newId } from '@cairn/postgres';
import type { Pathway as Definition } from '@cairn/requirements';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { publicHash, readDefinition } from '../pathway/definition-ids.js';
import { LintGrounds } from '../pathway/lint-ground.service.js';
import type { Pathway } from '../pathway/pathway.js';
import { PathwayStore } from '../pathway/pathway.store.js';
import { PathwayVersionStore } from '../pathway/pathway-version.store.js';
import { findingsIn } from '../pathway/publication.js';
import type { Preview, PreviewClass, PreviewMode } from './preview.js';
import { PreviewRunner } from './preview-runner.js';
import { PreviewStore, type ShownRow } from './preview.store.js';

/** What is asked: a draft, or a definition for a pathway. Ids are bare. */
export interface PreviewWish {
  readonly version: string | null;
  readonly pathway: string | null;
  readonly definition: unknown;
  readonly mode: PreviewMode | null;
  readonly asOf: string | null;
}

/** How long a request goes on with a preview before the rest is left to the background. */
const inRequestMs = 1_500;

interface Proposed {
  readonly pathway: Pathway;
  readonly number: number;
  readonly definition: Definition;
}

/** Previews of version changes: counts at once, the list page by page. */
@Injectable()
export class PreviewsService {
  constructor(
    private readonly database: Database,
    private readonly store: PreviewStore,
    private readonly pathways: PathwayStore,
    private readonly versions: PathwayVersionStore,
    private readonly grounds: LintGrounds,
    private readonly runner: PreviewRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async request(principal: Principal, wish: PreviewWish): Promise<Decision<Preview>> {
    const { tenant, actor } = principal;
    if (tenant === null || actor === null || !mayLook(principal)) return refused(grantMissing('DESIGN'));
    const proposed = await this.proposed(tenant, wish);
    if (!proposed.ok) return proposed;
    const { pathway, number, definition } = proposed.value;
    if (!may(principal, 'DESIGN', { issuer: pathway.issuer, pathway: pathway.id }) && !may(principal, 'PUBLISH', { issuer: pathway.issuer, pathway: pathway.id })) {
      return refused(grantMissing('DESIGN'));
    }
    const applied = appliedAs(definition, wish.mode, number, wish.asOf ?? today(this.clock));
    if (!applied.ok) return applied;
    const findings = findingsIn(definition, tenant, await this.grounds.of(tenant, pathway.id, definition));
    const now = new Date(this.clock.now());
    const preview: Preview = {
      ...applied.value,
      id: newId(),
      tenant,
      pathway: pathway.id,
      definitionHash: publicHash(definition),
      number,
      asOf: dayOf(applied.value.definition, wish.asOf, today(this.clock)),
      knownAsOf: now,
      state: 'RUNNING',
      findings,
      inScope: await this.database.read({ tenant }, (tx) => this.store.inScope(tx, tenant, pathway.id)),
      counts: {},
      after: null,
      done: 0,
      wouldIssue: 0,
      wouldSuspend: 0,
      requestedBy: actor,
      requestedAt: now,
      finishedAt: null,
    };
    await this.database.write({ tenant }, async (tx) => {
      await this.store.insert(tx, preview);
      await note(tx, { tenant, action: 'cairn.pathway-version.previewed', subject: preview.id, subjectKind: 'PATHWAY_PREVIEW' });
    });
    const until = performance.now() + inRequestMs;
    await this.runner.run(tenant, preview.id, () => performance.now() < until);
    return accepted((await this.byId(principal, preview.id)) ?? preview);
  }

  /** Null for those whose tenant has none of that id, or who design and publish nothing. */
  async byId(principal: Principal, id: string): Promise<Preview | null> {
    const { tenant } = principal;
    if (tenant === null || !mayLook(principal)) return null;
    return this.database.read({ tenant }, async (tx) => (await this.store.byId(tx, tenant, id)) ?? null);
  }

  rows(tenant: string, preview: string, oneClass: PreviewClass | null, after: string | null, limit: number): Promise<ShownRow[]> {
    return this.database.read({ tenant }, (tx) => this.store.rows(tx, tenant, preview, oneClass, after, limit));
  }

  private proposed(tenant: string, wish: PreviewWish): Promise<Decision<Proposed>> {
    return this.database.read({ tenant }, async (tx): Promise<Decision<Proposed>> => {
      if ((wish.version === null) === (wish.pathway === null)) {
        return refused(refusal('FIELD_MISSING', 'Name either a draft, or the pathway and a definition for it.', 'pathwayVersionId'));
      }
      const [draft] = wish.version === null ? [] : await this.versions.byIds(tx, [wish.version]);
      if (wish.version !== null && draft?.tenant !== tenant) return refused(notFound('pathway version', 'pathwayVersionId'));
      if (draft && draft.state !== 'DRAFT') return refused(refusal('PATHWAY_VERSION_STATE_INVALID', `Version ${draft.number} is ${draft.state}: it has done what it does.`, 'pathwayVersionId'));
      const [pathway] = await this.pathways.byIds(tx, [draft?.pathway ?? wish.pathway ?? '']);
      if (pathway?.tenant !== tenant) return refused(notFound('pathway', 'pathwayId'));
      if (draft) return accepted({ pathway, number: draft.number, definition: draft.definition });
      const number = (await this.versions.lastNumber(tx, tenant, pathway.id)) + 1;
      const definition = readDefinition(wish.definition, pathway.id, number);
      return definition.ok ? accepted({ pathway, number, definition: definition.value }) : definition;
    });
  }
}

const mayLook = (principal: Principal): boolean => maySomewhere(principal, 'DESIGN') || maySomewhere(principal, 'PUBLISH');

/** The definition as it would apply to those enrolled: as it says, or else as it is asked, in all versions before it. */
function appliedAs(definition: Definition, mode: PreviewMode | null, number: number, from: string): Decision<{ definition: Definition; mode: PreviewMode }> {
  const said = definition.versioning?.appliesToEnrolledIn;
  if (said) {
    if (mode === null || mode === said.mode) return accepted({ definition, mode: said.mode });
    return refused(differs(said.mode));
  }
  const wanted = mode ?? 'alternative';
  const versions = Array.from({ length: number - 1 }, (_, at) => at + 1);
  return accepted({ definition: { ...definition, versioning: { ...definition.versioning, appliesToEnrolledIn: { versions, from, mode: wanted, reason: 'preview' } } }, mode: wanted });
}

const differs = (said: PreviewMode): Refusal => refusal('INVALID_VALUE', `The definition says \`appliesToEnrolledIn.mode\`: ${said}. Leave the mode out, or change the definition.`, 'mode');

/** The day asked for, else the first on which the change would have happened. */
function dayOf({ versioning }: Definition, asked: string | null, now: string): string {
  const from = versioning?.appliesToEnrolledIn?.from ?? now;
  return asked ?? (from > now ? from : now);
}
