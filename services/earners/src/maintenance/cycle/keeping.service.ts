import { appendEvents, type Mark } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { addDuration, type Cycle } from '@cairn/requirements';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import type { Award } from '../../award/award.js';
import { AwardChange, type AwardCommand } from '../../award/award-change.js';
import { reinstateCommand, suspendCommand } from '../../award/award-commands.js';
import { AwardStore } from '../../award/award.store.js';
import { AwardTermStore } from '../../award/award-term.store.js';
import { cycleEvent, type ToldCycle } from '../../events/publishes-credits.js';
import { endAfter, type KeepingRule, keepingRuleOf } from '../rule/keeping-rule.js';
import { CreditCycles } from './credit-cycles.service.js';
import { lapseCommand, termCommand } from './keeping-commands.js';
import { type MaintainedAward, MaintainedAwardStore } from './maintained-award.store.js';
import { type Standing, standingOf } from './standing.js';

/** Terms that one look may add: an award of long ago may have earned many. */
const termsMax = 100;

/** Brings an award to what its cycles say: further terms, suspension for a shortfall, reinstatement, lapse; and tells of the cycles. */
@Injectable()
export class Keeping {
  constructor(
    private readonly awards: AwardStore,
    private readonly versions: VersionCopyStore,
    private readonly maintained: MaintainedAwardStore,
    private readonly cycles: CreditCycles,
    private readonly terms: AwardTermStore,
    private readonly change: AwardChange,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The rule by which an award is kept; null when none is. */
  async ruleOf(tx: Tx, { tenant, achievementVersion }: Pick<Award, 'tenant' | 'achievementVersion'>): Promise<KeepingRule | null> {
    const [version] = await this.versions.byIds(tx, tenant, [achievementVersion]);
    return version ? keepingRuleOf(version) : null;
  }

  /** Judges the cycles of an award anew and does what follows; nothing where the award is not maintained. */
  async keep(tx: Tx, tenant: string, id: string): Promise<Mark[]> {
    const award = await this.awards.lock(tx, tenant, id);
    const row = award && (await this.maintained.lock(tx, tenant, id));
    if (!award || !row) return [];
    const rule = await this.ruleOf(tx, award);
    if (!rule || (award.state !== 'ACTIVE' && award.state !== 'SUSPENDED')) {
      await this.maintained.keep(tx, row, null);
      return [];
    }
    const day = today(this.clock);
    const now = new Date(this.clock.now());
    const [judged] = await this.cycles.judge(tx, [{ award, ledger: row.ledger, rule, asOf: day, knownAsOf: now }]);
    const cycles = judged?.cycles ?? [];
    const standing = standingOf(rule, cycles, day);
    const told = toldOf(row, rule, cycles);
    const marks = await this.follow(tx, award, row, rule, standing, cycles);
    const events = told.map((cycle, at) => cycleEvent(award, row.version + at + 1, cycle, now));
    if (events.length > 0) marks.push(...(await appendEvents(tx, events)));
    const kept: MaintainedAward = {
      ...row,
      version: row.version + told.length,
      told: cycles.map(({ state }, cycle) => ({ cycle, state })),
      short: standing.state === 'MISSED' && rule.shortfall === 'SUSPEND',
      lapsedOn: standing.state === 'LAPSED' ? standing.lapsesOn : null,
    };
    await this.maintained.keep(tx, kept, standing.nextOn === null ? null : new Date(`${standing.nextOn}T00:00:00Z`));
    return marks;
  }

  /** What an award that was judged has to become. */
  private async follow(tx: Tx, award: Award, row: MaintainedAward, rule: KeepingRule, standing: Standing, cycles: readonly Cycle[]): Promise<Mark[]> {
    const marks: Mark[] = [];
    const apply = async (command: AwardCommand) => {
      const changed = await this.change.apply(tx, award.tenant, award.id, command);
      if (!changed.ok) throw new Error(`an award that is maintained cannot follow: ${changed.refusals[0]?.code ?? ''}`);
      marks.push(...changed.value.marks);
    };
    let held = award;
    for (let added = 0; held.term <= standing.settled && added < termsMax; added += 1) {
      await apply(termCommand(endAfter(rule, held.awardedOn, held.term)));
      const next = await this.awards.lock(tx, held.tenant, held.id);
      if (!next) throw new Error('an award was given a term and is gone');
      await this.terms.add(tx, held, next);
      held = next;
    }
    const missed = cycles[standing.settled];
    const suspended = held.suspensionCauses.includes('SHORTFALL');
    if (standing.state === 'LAPSED') {
      if (row.lapsedOn === null && missed) await apply(lapseCommand(endAfter(rule, held.awardedOn, standing.settled)));
    } else if (standing.state === 'MISSED') {
      if (rule.shortfall === 'SUSPEND' && !suspended) await apply(suspendCommand('SHORTFALL'));
    } else if (row.short && suspended) await apply(reinstateCommand('SHORTFALL'));
    return marks;
  }
}

const toldAs: Readonly<Record<Cycle['state'], ToldCycle['what'] | null>> = { OPEN: null, GRACE: 'OVERDUE', MET: 'MET', MET_IN_GRACE: 'MET', MISSED: 'MISSED', REINSTATED: 'REINSTATED' };

/** What is new of cycles since they were last told. */
function toldOf({ told }: MaintainedAward, { grace }: KeepingRule, cycles: readonly Cycle[]): ToldCycle[] {
  return cycles.flatMap(({ state, start: starts, end: ends, metOn }, cycle) => {
    if (told.find((one) => one.cycle === cycle)?.state === state) return [];
    const what = toldAs[state];
    return what === null ? [] : [{ what, cycle, starts, ends, graceEnds: grace === null ? ends : addDuration(ends, grace), on: metOn ?? ends }];
  });
}
