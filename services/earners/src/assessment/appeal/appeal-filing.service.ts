import { accepted, notFound, type Principal, refusal, refused } from '@cairn/access';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { EarnerAccess } from '../../person/earner-access.js';
import { checkText } from '../misconduct/written-text.js';
import { CaseSeals } from '../submission/case-seals.js';
import type { Appeal } from './appeal.js';
import { AppealChange, noteAppeal, type Written } from './appeal-change.js';
import { checkWindow, withdraw } from './appeal-machine.js';
import { AppealStore } from './appeal.store.js';
import { type Appealed, AppealTargets, type Target } from './appeal-targets.js';

/** What an earner appeals against, and what he says. */
@Injectable()
export class AppealFilingService {
  constructor(
    private readonly database: Database,
    private readonly access: EarnerAccess,
    private readonly targets: AppealTargets,
    private readonly appeals: AppealChange,
    private readonly seals: CaseSeals,
    private readonly store: AppealStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** By the earner, or by a client of the tenant for him; once against each decision. */
  async file(principal: Principal, target: Target, statement: string): Promise<Written> {
    const found = await this.targets.find(principal, target);
    if (!found) return refused(notFound('decision', 'decisionId' in target ? 'decisionId' : 'misconductCaseId'));
    const acting = await this.access.to(principal, found.earner, 'AWARD', 'id');
    if (!acting.ok) return acting;
    const text = checkText(statement, 'statement');
    if (!text.ok) return text;
    const by = acting.value.as;
    return this.database.write({ tenant: found.tenant }, async (tx) => {
      const against = await this.targets.lock(tx, found);
      return against.ok ? this.begin(tx, against.value, by, text.value) : against;
    });
  }

  async withdraw(principal: Principal, id: string): Promise<Written> {
    const found = await this.appeals.find(principal, id);
    if (!found) return refused(notFound('appeal', 'id'));
    const acting = await this.access.to(principal, found.earner, 'AWARD', 'id');
    if (!acting.ok) return acting;
    return this.appeals.run(found, 'withdrawn', (_tx, { appeal, at }) => {
      const withdrawn = withdraw(appeal, at);
      return withdrawn.ok ? accepted({ appeal: withdrawn.value }) : withdrawn;
    });
  }

  private async begin(tx: Tx, { until, ...about }: Appealed, filedBy: Appeal['filedBy'], text: string): Promise<Written> {
    const [id, at] = [newId(), new Date(this.clock.now())];
    const { tenant, decision, misconduct } = about;
    const late = checkWindow(until, at);
    if (late.length > 0) return refused(...late);
    const [former] = await this.store.against(tx, tenant, decision ? [decision] : [], misconduct ? [misconduct] : []);
    if (former) return refused(refusal('ALREADY_EXISTS', 'This was appealed against already; it can be once.'));
    const seal = await this.seals.of(tx, { tenant, id, sealedFor: about.sealedFor });
    if (!seal) return refused(notFound('earner'));
    await this.store.insert(tx, {
      ...about,
      id,
      state: 'FILED',
      statement: seal.seal('appeal statement', text),
      filedBy,
      filedAt: at,
      panel: [],
      remedy: null,
      answer: null,
      overturning: null,
      closedAt: null,
    });
    await noteAppeal(tx, { tenant, id, earner: about.earner }, 'filed');
    return accepted({ id, marks: [] });
  }
}

