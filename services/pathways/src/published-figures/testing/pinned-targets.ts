import { least } from '@cairn/disclosure';
import type { LinearModel, Solver, Term } from '@cairn/requirements';

/** A count of 1 to 9, which nobody may tell closely, as a sum of what is in a model. */
export interface Target {
  readonly name: string;
  readonly terms: readonly Term[];
}

export const negative = (terms: readonly Term[]): Term[] => terms.map(([sign, variable]): Term => [-sign, variable]);

/**
 * Targets that the model of what was told leaves less than 10 wide, with what they can be told as. Each solution says something of
 * every target; only those that none has shown to be wide are solved for.
 */
export function pinnedTargets(model: LinearModel, targets: readonly Target[], solver: Solver): string[] {
  const seen = new Map<string, [from: number, to: number]>();
  const look = (terms: readonly Term[]) => {
    const { status, value } = model.maximise(terms, solver);
    if (status !== 'OPTIMAL') throw new Error(`what was told contradicts itself (${status})`);
    for (const target of targets) {
      const at = target.terms.reduce((sum, [sign, variable]) => sum + sign * value(variable), 0);
      const [from, to] = seen.get(target.name) ?? [at, at];
      seen.set(target.name, [Math.min(from, at), Math.max(to, at)]);
    }
  };
  const isWide = ({ name }: Target) => ((seen.get(name)?.[1] ?? 0) - (seen.get(name)?.[0] ?? 0)) >= least - 1e-6;
  const together = targets.flatMap(({ terms }) => terms);
  if (together.length > 0) for (const terms of [together, negative(together)]) look(terms);
  for (const target of targets) if (!isWide(target)) for (const terms of [target.terms, negative(target.terms)]) look(terms);
  return targets.filter((target) => !isWide(target)).map(({ name }) => `${name} ${JSON.stringify(seen.get(name))}`);
}
