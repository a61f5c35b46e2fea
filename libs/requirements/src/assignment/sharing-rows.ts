import { amountOf } from '../eligibility/award-view.js';
import type { Policy } from '../language/pathway.js';
import { hundredths } from './amount.js';
import type { PairVariable } from './assignment-model.js';
import type { LinearModel, Term, Variable } from './linear-model.js';
import type { Sharing } from './sharing.js';

/** At most so many of these awards may be counted: they were counted for a completion of another pathway. */
export interface CrossLimit {
  readonly awards: ReadonlySet<string>;
  readonly atMost: number;
}

/** No unit at two nodes that conflict, unless they may share; and no more shared than the policy bounds (section 6). */
export function addSharing(model: LinearModel, ways: readonly PairVariable[], sharing: Sharing, policy: Policy, limits: readonly CrossLimit[]): void {
  const shared: { readonly variable: Variable; readonly ways: readonly PairVariable[] }[] = [];
  for (const same of Map.groupBy(ways, ({ pair }) => pair.unit).values()) {
    const nodes = Map.groupBy(same, ({ pair }) => pair.node.id);
    const names = [...nodes.keys()];
    const at = (name: string): Term[] => nodes.get(name)!.map(({ variable }): Term => [1, variable]);
    const isShared: Variable[] = [];
    if (names.length > 2 && names.every((a, i) => names.slice(i + 1).every((b) => sharing.conflict(a, b) && !sharing.allowed(a, b)))) {
      model.atMost(names.flatMap(at), 1);
      continue;
    }
    names.forEach((a, i) => {
      for (const b of names.slice(i + 1)) {
        if (!sharing.conflict(a, b)) continue;
        if (!sharing.allowed(a, b)) model.atMost([...at(a), ...at(b)], 1);
        else if (sharing.isLimited) {
          const [variable = model.binary()] = isShared;
          isShared[0] = variable;
          model.atMost([...at(a), ...at(b), [-1, variable]], 1);
        }
      }
    });
    for (const variable of isShared) shared.push({ variable, ways: same });
  }
  const { maxSharedAwards, maxSharedMeasure } = policy;
  if (maxSharedAwards !== undefined) model.atMost(shared.map(({ variable }): Term => [1, variable]), maxSharedAwards);
  if (maxSharedMeasure) boundMeasure(model, shared, policy, maxSharedMeasure);
  for (const { awards, atMost } of limits) model.atMost(oncePerAward(model, ways.filter(({ pair }) => awards.has(pair.view.award.id))), atMost);
}

/** The full measure of each shared unit once: of its counted awards the largest. */
function boundMeasure(model: LinearModel, shared: readonly { readonly variable: Variable; readonly ways: readonly PairVariable[] }[], policy: Policy, { measure, atMost }: { readonly measure: string; readonly atMost: number }): void {
  const amounts = shared.map(({ variable, ways }): Term => {
    const most = Math.max(0, ...ways.map(({ pair }) => amountOf(pair.view, measure, policy)));
    const amount = model.amount(most);
    for (const way of ways) {
      const full = amountOf(way.pair.view, measure, policy);
      model.atLeast([[1, amount], [-full, way.variable], [-full, variable]], -full);
    }
    return [1, amount];
  });
  model.atMost(amounts, hundredths(atMost));
}

function oncePerAward(model: LinearModel, ways: readonly PairVariable[]): Term[] {
  return [...Map.groupBy(ways, ({ pair }) => pair.view.award.id).values()].map((same): Term => {
    const counted = model.binary();
    for (const { variable } of same) model.implies(variable, counted);
    return [1, counted];
  });
}
