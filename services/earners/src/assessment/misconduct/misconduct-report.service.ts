import { accepted, type ActedOn, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused, registryActing, type Right } from '@cairn/access';
import { appendEvents } from '@cairn/messaging';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { CaseSeals } from '../submission/case-seals.js';
import { CaseHold } from './case-hold.js';
import type { MisconductCase, Report } from './misconduct.js';
import type { Written } from './misconduct-change.js';
import { noteMisconduct } from './misconduct-notes.js';
import { MisconductStore } from './misconduct.store.js';
import { type Reported, ReportedCases } from './reported-cases.js';
import { checkText } from './written-text.js';

/** Rights of those who see enough of a case to report it. */
const reporting: readonly Right[] = ['REVIEW', 'GRANT_AWARD', 'SIT_ON_COMMITTEE', 'AWARD', 'REVOKE'];

/** Begins a case of misconduct. A submission that is not decided on is held from then on. */
@Injectable()
export class MisconductReportService {
  constructor(
    private readonly database: Database,
    private readonly reported: ReportedCases,
    private readonly seals: CaseSeals,
    private readonly holds: CaseHold,
    private readonly store: MisconductStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async report(principal: Principal, { about, reason, statement }: Report): Promise<Written> {
    const { tenant, actor } = principal;
    if (tenant === null || actor === null || !reporting.some((right) => maySomewhere(principal, right))) return refused(grantMissing('REVIEW'));
    const text = checkText(statement, 'statement');
    if (!text.ok) return text;
    const mayReport = (on: ActedOn) => reporting.some((right) => may(principal, right, on));
    return this.database.write({ tenant }, async (tx) => {
      const found = await this.reported.lock(tx, tenant, about);
      if (!found.ok) return found;
      if (!mayReport(found.value)) return refused(grantMissing('REVIEW'));
      return this.begin(tx, { tenant, reason, reportedBy: actor, about: found.value }, text.value);
    });
  }

  private async begin(tx: Tx, { about, ...by }: Begun, text: string): Promise<Written> {
    const { submission, award, ...whose } = about;
    const [id, at] = [newId(), new Date(this.clock.now())];
    const former = await this.store.about(tx, by.tenant, submission ? [submission.id] : [], award ? [award.id] : []);
    if (former.some(isOpen)) return refused(refusal('ALREADY_EXISTS', 'There is a case about this already, which has not come to its end.'));
    const seal = await this.seals.of(tx, { tenant: by.tenant, id, sealedFor: whose.sealedFor });
    if (!seal) return refused(notFound('earner'));
    // One that an administrator holds already is held all the same.
    const held = submission && !award && submission.state !== 'HELD' ? await this.holds.hold(tx, submission, at) : accepted(null);
    if (!held.ok) return held;
    await this.store.insert(tx, {
      ...unopened,
      ...by,
      ...whose,
      id,
      submission: submission?.id ?? null,
      attempt: submission?.attempt ?? null,
      award: award?.id ?? null,
      reportedAt: at,
      statement: seal.seal('misconduct statement', text),
    });
    await noteMisconduct(tx, { tenant: by.tenant, id }, 'reported');
    return accepted({ id, marks: await registryActing(() => appendEvents(tx, held.value ? [held.value] : [])) });
  }
}

interface Begun extends Pick<MisconductCase, 'tenant' | 'reason' | 'reportedBy'> {
  readonly about: Reported;
}

const isOpen = ({ state, settledAt }: MisconductCase): boolean => state !== 'DISMISSED' && settledAt === null;

/** What a case has not had yet when it begins. */
const unopened = {
  state: 'REPORTED',
  notice: null,
  noticeAt: null,
  answer: null,
  answeredAt: null,
  committee: [],
  decidedAt: null,
  decision: null,
  appealUntil: null,
  settledAt: null,
  overturnedBy: null,
} as const;
