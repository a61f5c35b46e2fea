/** Rows under their names, as wide as they need; numbers to the right. */
export function tableText(names: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const widths = names.map((name, at) => Math.max(name.length, ...rows.map((row) => String(row[at] ?? '').length)));
  const line = (cells: readonly (string | number)[]) =>
    cells
      .map((cell, at) => (typeof cell === 'number' ? String(cell).padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [names, ...rows].map(line).join('\n');
}
