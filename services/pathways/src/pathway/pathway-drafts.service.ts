import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark, once } from '@cairn/messaging';
import { Database, isUniqueViolation, newId } from '@cairn/postgres';
import type { Pathway as Definition } from '@cairn/requirements';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { KnownCopies } from '../copies/known-copies.service.js';
import { pathwayCreatedEvent, pathwayVersionDraftedEvent } from '../events/publishes.js';
import { publicHash, readDefinition } from './definition-ids.js';
import { checkTexts, type Pathway, type PathwayAccess, type PathwayApproval, type PathwayVersion, withDraft } from './pathway.js';
import { PathwayStore } from './pathway.store.js';
import { PathwayVersionStore } from './pathway-version.store.js';

/** Ids are bare. */
export type Drafted = Decision<{ id: string; draft: string; marks: Mark[] }>;

export interface NewPathway {
  readonly idempotencyKey?: string | null;
  readonly issuer: string;
  readonly code: string;
  readonly access: PathwayAccess;
  /** Left out: the same as `access`. */
  readonly visibility?: PathwayAccess | null;
  readonly approval?: PathwayApproval | null;
  readonly title: string;
  readonly definition: unknown;
}

/** Writing pathways and their drafts. */
@Injectable()
export class PathwayDraftsService {
  constructor(
    private readonly database: Database,
    private readonly pathways: PathwayStore,
    private readonly versions: PathwayVersionStore,
    private readonly copies: KnownCopies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async create(principal: Principal, input: NewPathway): Promise<Drafted> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'DESIGN')) return refused(grantMissing('DESIGN'));
    const id = newId();
    const texts = checkTexts(input);
    const definition = readDefinition(input.definition, id, 1);
    if (!texts.ok || !definition.ok) return refused(...refusalsOf(texts), ...refusalsOf(definition));
    const issuer = await this.copies.issuer(input.issuer);
    if (issuer?.tenant !== tenant) return refused(notFound('issuer', 'issuerId'));
    if (!may(principal, 'DESIGN', { issuer: issuer.id })) return refused(grantMissing('DESIGN'));
    const now = new Date(this.clock.now());
    const pathway: Pathway = {
      ...texts.value,
      id,
      tenant,
      issuer: issuer.id,
      access: input.access,
      visibility: input.visibility ?? input.access,
      approval: input.approval ?? 'NOT_NEEDED',
      currentVersion: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    const draft = draftOf(pathway, definition.value, texts.value.title, now);
    try {
      return await this.database.write({ tenant }, (tx) =>
        once(tx, { tenant, client: principal.actor, key: input.idempotencyKey, request: input }, async () => {
          await this.pathways.insert(tx, pathway);
          await this.versions.insert(tx, draft);
          return accepted({ id, draft: draft.id, marks: await appendEvents(tx, [pathwayCreatedEvent(pathway, draft)]) });
        }),
      );
    } catch (error) {
      if (!isUniqueViolation(error, 'pathway_code_key')) throw error;
      return refused(refusal('ALREADY_EXISTS', `A pathway of the tenant has the code \`${pathway.code}\` already.`, 'code'));
    }
  }

  async draft(
    principal: Principal,
    input: { idempotencyKey?: string | null; pathway: string; title: string; definition: unknown },
  ): Promise<Drafted> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'DESIGN')) return refused(grantMissing('DESIGN'));
    const texts = checkTexts(input);
    const now = new Date(this.clock.now());
    return this.database.write({ tenant }, (tx) =>
      once(tx, { tenant, client: principal.actor, key: input.idempotencyKey, request: input }, async () => {
        const before = await this.pathways.lock(tx, tenant, input.pathway);
        if (!before) return refused(notFound('pathway', 'pathwayId'));
        if (!may(principal, 'DESIGN', { issuer: before.issuer, pathway: before.id })) return refused(grantMissing('DESIGN'));
        const number = (await this.versions.lastNumber(tx, tenant, before.id)) + 1;
        const definition = readDefinition(input.definition, before.id, number);
        if (!texts.ok || !definition.ok) return refused(...refusalsOf(texts), ...refusalsOf(definition));
        const pathway = withDraft(before, texts.value.title, now);
        const draft = draftOf(pathway, definition.value, texts.value.title, now);
        await this.pathways.update(tx, pathway);
        await this.versions.insert(tx, draft);
        return accepted({ id: pathway.id, draft: draft.id, marks: await appendEvents(tx, [pathwayVersionDraftedEvent(pathway, draft)]) });
      }),
    );
  }

  /** A draft as it is to be; what is left out stays. */
  async change(principal: Principal, input: { id: string; title?: string | null; definition?: unknown }): Promise<Drafted> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'DESIGN')) return refused(grantMissing('DESIGN'));
    const now = new Date(this.clock.now());
    return this.database.write({ tenant }, async (tx) => {
      const [found] = await this.versions.byIds(tx, [input.id]);
      const before = found?.tenant === tenant ? await this.pathways.lock(tx, tenant, found.pathway) : undefined;
      const [draft] = before ? await this.versions.byIds(tx, [input.id]) : [];
      if (!before || !draft) return refused(notFound('pathway version', 'id'));
      if (!may(principal, 'DESIGN', { issuer: before.issuer, pathway: before.id })) return refused(grantMissing('DESIGN'));
      if (draft.state !== 'DRAFT') {
        return refused(refusal('PATHWAY_VERSION_STATE_INVALID', `Version ${draft.number} is ${draft.state}, and never changes. Draft the next one.`, 'id'));
      }
      const texts = checkTexts({ title: input.title ?? draft.title });
      const given = input.definition ?? null;
      const definition = given === null ? accepted(draft.definition) : readDefinition(given, before.id, draft.number);
      if (!texts.ok || !definition.ok) return refused(...refusalsOf(texts), ...refusalsOf(definition));
      const pathway = withDraft(before, texts.value.title, now);
      const changed = { ...draftOf(pathway, definition.value, texts.value.title, now), id: draft.id };
      await this.pathways.update(tx, pathway);
      await this.versions.change(tx, changed);
      return accepted({ id: pathway.id, draft: draft.id, marks: await appendEvents(tx, [pathwayVersionDraftedEvent(pathway, changed)]) });
    });
  }
}

const refusalsOf = (decision: Decision<unknown>) => (decision.ok ? [] : decision.refusals);

const draftOf = (pathway: Pathway, definition: Definition, title: string, now: Date): PathwayVersion => ({
  id: newId(),
  tenant: pathway.tenant,
  pathway: pathway.id,
  number: definition.version ?? 1,
  state: 'DRAFT',
  visibility: pathway.visibility,
  title,
  definition,
  definitionHash: publicHash(definition),
  completionAchievement: definition.completion?.achievement ?? null,
  warnings: [],
  publishedAt: null,
  publishedOn: null,
  createdAt: now,
});
