import { parse } from 'csv-parse/sync';

/** Which cells of a record are which member: the place and name of every known column. */
export type Picks = readonly { readonly at: number; readonly name: string }[];

export interface Header {
  readonly width: number;
  readonly picks: Picks;
}

/** Reads column names of a header line, or says in a sentence why the file cannot be read by them. */
export function readHeader(names: readonly string[], known: readonly string[]): Header | string {
  const picks = names.flatMap((name, at) => (known.includes(name) ? [{ at, name }] : []));
  const twice = picks.find(({ name }, index) => picks.findIndex((pick) => pick.name === name) !== index);
  if (twice) return `The header names the column \`${twice.name}\` twice.`;
  if (picks.length === 0) return `The first line is no header: it names none of ${known.map((name) => `\`${name}\``).join(', ')}.`;
  return { width: names.length, picks };
}

/** The names in a header line, trimmed; null when the line is not RFC 4180. */
export function namesOf(line: Buffer): readonly string[] | null {
  try {
    const [names = []] = parse(line, { relax_column_count: true }) as string[][];
    return names.map((name) => name.trim());
  } catch {
    return null;
  }
}
