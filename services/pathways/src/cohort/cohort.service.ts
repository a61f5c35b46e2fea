import { may, type Principal } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Pathway, PathwayVersion } from '../pathway/pathway.js';
import { PathwayStore } from '../pathway/pathway.store.js';
import { PathwayVersionStore } from '../pathway/pathway-version.store.js';
import { ProgressReader } from '../progress/progress-reader.service.js';
import { type CohortConditions, type CohortMember, isOverdue, type MemberFigures, stackingTable, type StackingTable, withFigures } from './cohort.js';
import { CohortStore } from './cohort.store.js';

/** Those who follow a pathway, for the staff of its tenant who enrol or analyse. */
@Injectable()
export class CohortService {
  constructor(
    private readonly database: Database,
    private readonly store: CohortStore,
    private readonly pathways: PathwayStore,
    private readonly versions: PathwayVersionStore,
    private readonly progress: ProgressReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Those whose day has come, or whose pathway has changed, are evaluated for the answer, together. */
  async page(tenant: string, pathway: string, filter: CohortConditions, after: readonly [string, string] | null, limit: number): Promise<CohortMember[]> {
    const rows = await this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, pathway, filter, after, limit));
    const now = today(this.clock);
    const members = rows.map(({ figures, ...enrolment }): CohortMember => ({ enrolment, ...(figures ?? notBegun(now)) }));
    const overdue = members.filter((member) => isOverdue(member, now)).map(({ enrolment }) => enrolment.id);
    const fresh = overdue.length === 0 ? new Map<string, never>() : await this.progress.read(tenant, overdue);
    return members.map((member) => withFigures(member, fresh.get(member.enrolment.id)));
  }

  count(tenant: string, pathway: string, filter: CohortConditions): Promise<number | null> {
    return this.database.read({ tenant }, (tx) => this.store.count(tx, tenant, pathway, filter));
  }

  /** Without a number: of all versions together. Undefined when there is no such pathway or version of the caller's tenant. */
  table(principal: Principal, id: string, number: number | null): Promise<{ table: StackingTable; version: PathwayVersion | null } | 'FORBIDDEN' | undefined> {
    const { tenant } = principal;
    if (tenant === null) return Promise.resolve(undefined);
    return this.database.read({ tenant }, async (tx) => {
      const [pathway] = await this.pathways.byIds(tx, [id]);
      if (pathway?.tenant !== tenant) return undefined;
      if (!maySeeCohort(principal, pathway)) return 'FORBIDDEN' as const;
      const version = number === null ? null : await this.versions.byNumber(tx, tenant, id, number);
      if (version === undefined) return undefined;
      const [shown] = version ? [version] : pathway.currentVersion === null ? [] : await this.versions.byIds(tx, [pathway.currentVersion]);
      const counts = await this.store.stacked(tx, tenant, id, version?.id ?? null, today(this.clock));
      return { table: stackingTable(counts, shown ? requirementsOf(shown) : 0), version };
    });
  }
}

/** Nobody has agreed yet. */
const notBegun = (asOf: string): MemberFigures => ({ state: 'NOT_STARTED', satisfied: 0, total: 0, complete: false, dueOn: null, asOf, yetToFollow: false });

export const maySeeCohort = (principal: Principal, { id, issuer }: Pick<Pathway, 'id' | 'issuer'>): boolean =>
  may(principal, 'AWARD', { issuer, pathway: id }) || may(principal, 'ANALYSE', { issuer, pathway: id });

/** Top-level requirements that count. */
const requirementsOf = ({ definition }: PathwayVersion): number => definition.requirements.filter((part) => 'kind' in part && part.kind !== 'order' && !('optional' in part && part.optional)).length;
