/** One measured figure. Ratios come from one run; `ok` says whether the goal is met. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: string;
  readonly ok: boolean;
  /** What a reader must know beside the value: sizes, or why a part was not measured. */
  readonly note?: string;
}

/** A row of raw measurements behind a ratio. */
export interface Run {
  readonly name: string;
  readonly pairs: readonly { readonly a: number; readonly b: number }[];
  readonly median: number;
  readonly p5: number;
  readonly p95: number;
}

export const atLeast = (name: string, value: number, unit: string, goal: number): Figure => ({
  name,
  value: rounded(value),
  unit,
  goal: `>= ${goal}`,
  ok: value >= goal,
});

export const atMost = (name: string, value: number, unit: string, goal: number): Figure => ({
  name,
  value: rounded(value),
  unit,
  goal: `<= ${goal}`,
  ok: value <= goal,
});

export const exactly = (name: string, value: number, unit: string, goal: number): Figure => ({
  name,
  value,
  unit,
  goal: `= ${goal}`,
  ok: value === goal,
});

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

/** What a suite measured. */
export interface Report {
  readonly suite: string;
  readonly figures: readonly Figure[];
  readonly runs: readonly Run[];
}

/** How thorough a run is. */
export interface Effort {
  readonly quick: boolean;
  /** Folder of the public data sets; without it the tour of the `start` part shows the demo. */
  readonly data?: string;
  /** Tells a person what is going on; goes to stderr. */
  readonly say: (text: string) => void;
}
