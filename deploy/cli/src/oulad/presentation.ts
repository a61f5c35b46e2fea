/** One presentation of a module, for example AAA 2013J. */
export interface Presentation {
  readonly module: string;
  readonly code: string;
  /** `YYYY-MM-DD`. */
  readonly start: string;
  /** Days from its start to its end. */
  readonly lengthDays: number;
}

/** `2013J` began on 1 October 2013, `2014B` on 1 February 2014. */
export function startOf(code: string): string {
  const [, year, letter] = /^(\d{4})([BJ])$/.exec(code) ?? [];
  if (!year) throw new Error(`${code} is no presentation: four digits and B or J`);
  return `${year}-${letter === 'B' ? '02' : '10'}-01`;
}
