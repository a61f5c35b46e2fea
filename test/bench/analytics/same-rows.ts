/** How many rows are in one answer and not in the other, whatever their order; numbers by twelve digits of their value, whatever their type. */
export function differing(one: readonly object[], other: readonly object[]): number {
  const counts = new Map<string, number>();
  for (const [rows, by] of [[one, 1], [other, -1]] as const) {
    for (const row of rows) {
      const text = textOf(row);
      counts.set(text, (counts.get(text) ?? 0) + by);
    }
  }
  return [...counts.values()].reduce((sum, count) => sum + Math.abs(count), 0);
}

const textOf = (row: object): string => JSON.stringify(Object.values(row).map(plain));

function plain(value: unknown): unknown {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && !Number.isNaN(number) ? Number(number.toPrecision(12)) : value;
}
