/** Compares keys one after the other, each by its characters. */
export function byKeys(x: readonly string[], y: readonly string[]): number {
  const at = x.findIndex((value, place) => value !== y[place]);
  return at === -1 ? 0 : (x[at] ?? '') < (y[at] ?? '') ? -1 : 1;
}
