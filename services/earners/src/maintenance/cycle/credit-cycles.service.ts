import { type Cycle, cyclesUnder, loadSolver, type Solver } from '@cairn/requirements';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Award } from '../../award/award.js';
import { CreditEntryStore } from '../ledger/credit-entry.store.js';
import type { KnownEntry } from '../ledger/credit-entry.js';
import { anchorOf, type KeepingRule, ruleFrom } from '../rule/keeping-rule.js';
import { eachOnce, itemsOf, type OtherAward, worldOfRules } from './items.js';
import { MaintainedAwardStore } from './maintained-award.store.js';
import { type Shortfall, shortfallsOf } from './shortfall.js';

/** The cycles of an award on a day, as far as was known at an instant. */
export interface Judged {
  readonly rule: KeepingRule;
  readonly cycles: readonly Cycle[];
  readonly entries: readonly KnownEntry[];
  /** What the requirement as a whole is measured in; null where it is no amount. */
  readonly measure: string | null;
  /** What the open or missed cycle of this number lacks. */
  lacking(cycle: number): readonly Shortfall[];
}

/** An award whose cycles are asked about: its ledger, its rule, the day, and the instant until which things were known. */
export interface CyclesAsked {
  readonly award: Pick<Award, 'id' | 'tenant' | 'earner' | 'awardedOn'>;
  readonly ledger: string;
  readonly rule: KeepingRule;
  readonly asOf: string;
  readonly knownAsOf: Date;
}

/** Puts what is known of an award before the requirement language. */
@Injectable()
export class CreditCycles {
  private readonly solver: Promise<Solver> = loadSolver();

  constructor(
    private readonly entries: CreditEntryStore,
    private readonly maintained: MaintainedAwardStore,
  ) {}

  /** Each award by its rule, in the order of what was asked. */
  async judge(tx: Tx, asked: readonly CyclesAsked[]): Promise<Judged[]> {
    const solver = await this.solver;
    const known = await this.entries.known(tx, asked.map(({ award: { tenant }, ledger, knownAsOf }) => ({ tenant, ledger, knownAsOf })));
    const looking = asked.filter(({ rule }) => looksAtAwards(rule.node));
    const found = looking.length === 0 ? [] : await this.maintained.others(tx, looking.map(({ award: { tenant, earner, id: award }, knownAsOf }) => ({ tenant, earner, award, knownAsOf })));
    const others = new Map(looking.map((one, at) => [one, found[at] ?? []]));
    return asked.map((one, at) => judged(one, eachOnce(one.rule, known[at] ?? []), others.get(one) ?? [], solver));
  }
}

function judged({ award, rule, asOf }: CyclesAsked, entries: readonly KnownEntry[], others: readonly OtherAward[], solver: Solver): Judged {
  const items = itemsOf(rule, entries, others);
  const cycles = award.awardedOn > asOf ? [] : cyclesUnder(ruleFrom(rule, anchorOf(rule, award.awardedOn)), { items, world: worldOfRules, solver }, asOf);
  return {
    rule,
    cycles,
    entries,
    measure: rule.node.kind === 'sum' ? rule.node.measure : null,
    lacking: (number) => {
      const cycle = cycles[number];
      return cycle && cycle.metOn === null ? shortfallsOf(rule, cycle, items, asOf, solver) : [];
    },
  };
}

/** Awards are looked for only where a requirement counts them; left out, `ledger` means awards (pathways.md section 2). */
function looksAtAwards(node: KeepingRule['node']): boolean {
  if ('of' in node) return node.of.some((part) => 'kind' in part && part.kind !== 'order' && looksAtAwards(part as KeepingRule['node']));
  return (node.kind !== 'sum' && node.kind !== 'count') || node.ledger !== 'entries';
}
