import type { Effort, Figure, Report, Run } from './figure.js';

export type Part = (effort: Effort) => Promise<{ figures: Figure[]; runs: Run[] }>;

/** Measures the parts of a suite one after another; those that `only` names, or all. */
export async function measured(suite: string, parts: Readonly<Record<string, Part>>, effort: Effort, only: readonly string[]): Promise<Report> {
  const figures: Figure[] = [];
  const runs: Run[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const one = await part(effort);
    figures.push(...one.figures);
    runs.push(...one.runs);
  }
  return { suite, figures, runs };
}
