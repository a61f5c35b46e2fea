/** One cell of a metric. */
export interface Figure {
  /** Value of the dimension; empty without one. Ids are bare. */
  readonly key: string;
  readonly den: number;
  readonly num: number | null;
  readonly parts: Readonly<Record<string, number>>;
}

/** Earners who went from one achievement to another. Ids are bare. */
export interface TransitionCount {
  readonly from: string;
  readonly to: string;
  readonly earners: number;
}
