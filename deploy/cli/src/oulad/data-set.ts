import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { type Presentation, startOf } from './presentation.js';

/** A row of studentInfo: one learner in one presentation of one module. */
export interface StudentRow {
  readonly module: string;
  readonly presentation: string;
  readonly student: string;
  readonly result: string;
  /** Days from the start of the presentation; null when the learner stayed. */
  readonly unregisteredAfterDays: number | null;
  /** What the learner is by dimension; null where the row leaves it open. */
  readonly groups: Readonly<Record<GroupName, string | null>>;
}

export const groupNames = ['gender', 'imd_band', 'age_band', 'disability'] as const;

export type GroupName = (typeof groupNames)[number];

export interface OuladData {
  readonly presentations: readonly Presentation[];
  readonly students: readonly StudentRow[];
}

const unzip = promisify(gunzip);
const keyOf = (row: Record<string, string>): string => `${row.code_module}/${row.code_presentation}/${row.id_student}`;

/** Reads courses, studentInfo and studentRegistration (`.csv` or `.csv.gz`) of a folder. */
export async function readOulad(folder: string): Promise<OuladData> {
  const [courses, students, registrations] = await Promise.all([
    readTable(folder, 'courses', ['code_module', 'code_presentation', 'module_presentation_length']),
    readTable(folder, 'studentInfo', ['code_module', 'code_presentation', 'id_student', 'final_result', ...groupNames]),
    readTable(folder, 'studentRegistration', ['code_module', 'code_presentation', 'id_student', 'date_unregistration']),
  ]);
  const left = new Map(registrations.map((row) => [keyOf(row), row.date_unregistration]));
  return {
    presentations: courses.map((row) => presentationOf(row)),
    students: students.map((row) => ({
      module: row.code_module ?? '',
      presentation: row.code_presentation ?? '',
      student: row.id_student ?? '',
      result: row.final_result ?? '',
      unregisteredAfterDays: daysOf(left.get(keyOf(row))),
      groups: { gender: row.gender || null, imd_band: imdBandOf(row.imd_band ?? ''), age_band: row.age_band || null, disability: row.disability || null },
    })),
  };
}

const presentationOf = (row: Record<string, string>): Presentation => ({
  module: row.code_module ?? '',
  code: row.code_presentation ?? '',
  start: startOf(row.code_presentation ?? ''),
  lengthDays: Number(row.module_presentation_length),
});

/** Empty means that the learner never unregistered; some copies write `?`. */
const daysOf = (text: string | undefined): number | null => (text === undefined || text === '' || text === '?' ? null : Number(text));

/** Some copies leave the sign off `10-20%`. What a spreadsheet turned into a date is refused: nobody can say which band it was. */
export function imdBandOf(text: string): string | null {
  if (text === '' || text === '?') return null;
  const [, band] = /^(\d0?-\d0{1,2})%?$/.exec(text) ?? [];
  if (!band) throw new Error(`imd_band says ${text}, which is no band such as 10-20%.`);
  return `${band}%`;
}

async function readTable(folder: string, name: string, columns: readonly string[]): Promise<Record<string, string>[]> {
  const rows = parse(await readEither(join(folder, `${name}.csv`)), { columns: true, bom: true }) as Record<string, string>[];
  const missing = columns.filter((column) => rows[0]?.[column] === undefined);
  if (missing.length > 0) throw new Error(`${name} in ${folder} has no column ${missing.join(', ')}; is this the OULAD data set?`);
  return rows;
}

async function readEither(file: string): Promise<Buffer> {
  const plain = await access(file).then(
    () => true,
    () => false,
  );
  if (plain) return readFile(file);
  const packed = await readFile(`${file}.gz`).catch(() => {
    throw new Error(`There is neither ${file} nor ${file}.gz.`);
  });
  return unzip(packed);
}
