import type { ImportFormat, ImportOf } from '@cairn/client';

const kinds: readonly ImportOf[] = ['awards', 'earners', 'enrolments', 'roster', 'credits', 'groups', 'achievements'];

/** What the name of a dropped file says: `awards-2026-11-22.csv.gz`. */
export interface DroppedFile {
  readonly name: string;
  readonly kind: ImportOf;
  readonly format: ImportFormat;
}

/** What is to be imported by its name, or why it is not: its first word is the kind, its ending the form. */
export function readFileName(name: string): DroppedFile | string {
  const kind = kinds.find((one) => name === one || new RegExp(`^${one}[-_.]`).test(name));
  if (!kind) return `The name begins with none of ${kinds.join(', ')}.`;
  const format = formatOf(name);
  if (!format) return 'The name ends with none of .csv, .jsonl, .ndjson (or these with .gz), .zip.';
  if (format === 'ONEROSTER' && kind !== 'roster') return 'Only a roster comes as a zip file.';
  return { name, kind, format };
}

function formatOf(name: string): ImportFormat | undefined {
  if (/\.zip$/i.test(name)) return 'ONEROSTER';
  if (/\.csv(\.gz)?$/i.test(name)) return 'CSV';
  return /\.(jsonl|ndjson)(\.gz)?$/i.test(name) ? 'JSONL' : undefined;
}
