import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import type { LintFinding } from '@cairn/requirements';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { pathwayVersionPublishedEvent } from '../events/publishes.js';
import { PreviewProof } from '../preview/preview-proof.js';
import { VersionFollower } from '../progress/version-follower.service.js';
import { LintGrounds } from './lint-ground.service.js';
import { type Pathway, type PathwayVersion, withPublished } from './pathway.js';
import { PathwayStore } from './pathway.store.js';
import { PathwayVersionStore } from './pathway-version.store.js';
import { findingsIn, refusalsOf } from './publication.js';

type Published = Decision<{ id: string; marks: Mark[] }>;

/** How often lint looks again, when others publish at the same moment what a circle could go through. */
const looksMax = 3;

/** Makes a draft the version that new enrolments follow, once its day has come. */
@Injectable()
export class PathwayPublisherService {
  constructor(
    private readonly database: Database,
    private readonly pathways: PathwayStore,
    private readonly versions: PathwayVersionStore,
    private readonly grounds: LintGrounds,
    private readonly proof: PreviewProof,
    private readonly follower: VersionFollower,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param preview bare id of a preview of the same definition; null for none */
  async publish(principal: Principal, id: string, preview: string | null): Promise<Published> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'PUBLISH')) return refused(grantMissing('PUBLISH'));
    for (let look = 1; ; look += 1) {
      const [draft]: PathwayVersion[] = await this.database.read({ tenant }, (tx) => this.versions.byIds(tx, [id]));
      if (draft?.tenant !== tenant) return refused(notFound('pathway version', 'id'));
      if (draft.state !== 'DRAFT') return notADraft(draft);
      // Outside of the transaction, since a proof may take its time.
      const ground = await this.grounds.of(tenant, draft.pathway, draft.definition);
      const findings = findingsIn(draft.definition, tenant, ground);
      const published = await this.database.write({ tenant }, async (tx): Promise<Published | null> => {
        await this.versions.lockPublications(tx, tenant);
        const pathway = await this.pathways.lock(tx, tenant, draft.pathway);
        const [current] = await this.versions.byIds(tx, [id]);
        if (!pathway || !current) return refused(notFound('pathway version', 'id'));
        if (!may(principal, 'PUBLISH', { issuer: pathway.issuer, pathway: pathway.id })) return refused(grantMissing('PUBLISH'));
        if (current.state !== 'DRAFT') return notADraft(current);
        const mark = await this.grounds.siblingsMark(tx, tenant, pathway.id, current.definition);
        if (look < looksMax && (current.definitionHash !== draft.definitionHash || mark !== ground.siblingsMark)) return null;
        return this.publishIn(tx, pathway, current, findings, preview);
      });
      if (published !== null) return published;
    }
  }

  private async publishIn(tx: Tx, pathway: Pathway, draft: PathwayVersion, findings: readonly LintFinding[], preview: string | null): Promise<Published> {
    const { id, tenant, definition } = draft;
    const day = today(this.clock);
    const now = new Date(this.clock.now());
    const proven = await this.proof.of(tx, draft, preview, now);
    const faults = [...refusalsOf(findings), ...(proven.ok ? [] : proven.refusals)];
    const { publishedOn = day, versioning } = definition;
    if (publishedOn > day) faults.push(refusal('PATHWAY_DEFINITION_INVALID', `DATE_INVALID: publishedOn lies in the future; today is ${day}. Leave it out, and it is the day of publication.`, 'id'));
    if (faults.length > 0) return refused(...faults);
    const version: PathwayVersion = { ...draft, state: 'PUBLISHED', warnings: findings, publishedAt: now, publishedOn };
    // One that opens later leaves those before it open until then.
    const opensNow = (versioning?.enrolFrom ?? publishedOn) <= day;
    const after = withPublished(pathway, version, now);
    await this.versions.publish(tx, version, opensNow);
    await this.pathways.update(tx, after);
    await this.follower.published(tx, tenant, { id, pathway: pathway.id, public: pathway.visibility === 'PUBLIC', definition });
    return accepted({ id, marks: await appendEvents(tx, [pathwayVersionPublishedEvent(after, version)]) });
  }
}

const notADraft = ({ number, state }: PathwayVersion) =>
  refused(refusal('PATHWAY_VERSION_STATE_INVALID', `Version ${number} is ${state}; only a draft can be published.`, 'id'));
