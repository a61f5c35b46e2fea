import { type RegistryClient, settle } from '@cairn/client';
import { ensureAchievements } from '../provider/achievements.js';
import type { Imported } from '../provider/imported.js';
import { ensureIssuer } from '../provider/issuer.js';
import { ensurePathways } from '../provider/pathways.js';
import { idsByLine, importRows } from '../provider/rows.js';
import { Tally } from '../provider/tally.js';
import { openProvider } from '../provider/tenant.js';
import type { Terminal } from '../terminal/terminal.js';
import { awardsInError } from './awards-in-error.js';
import { type OuladData, readOulad, type StudentRow } from './data-set.js';
import { disordered } from './disorder.js';
import { awardInError, awardRow, earnerRow, enrolmentRow, groupRows, isPassed, moduleAchievement, modulePathway, modulesOf, ouladIssuer, ouladTenant, studentsOf } from './mapping.js';
import type { Presentation } from './presentation.js';

export interface OuladOptions {
  readonly terminal?: Terminal;
  /** Rows come in an order that this number chooses, and every tenth award is first made in error and revoked; no figure may change by it. */
  readonly disorder?: number;
}

export interface OuladImported extends Imported {
  /** Ids of earners by the student of the data set. */
  readonly earnerIds: ReadonlyMap<string, string>;
}

/** Imports the data set of a folder through the public API. Run again it changes nothing. */
export async function importOulad(caller: RegistryClient, folder: string, { terminal, disorder }: OuladOptions = {}): Promise<OuladImported> {
  const read = await readOulad(folder);
  const data = disorder === undefined ? read : { ...read, students: disordered(read.students, disorder, ({ module, presentation, student }) => `${module}/${presentation}/${student}`) };
  const tally = new Tally();
  const provider = await openProvider(caller, ouladTenant);
  const { client } = provider;
  const issuerId = await ensureIssuer(provider, ouladIssuer, tally);
  await publishModules(client, issuerId, data, tally);
  const earnerIds = await importEarners(client, data, { tally, terminal });
  await importRows(client, 'groups', groupRows(read), { tally, terminal });
  const presentationOf = presentationsByName(data);
  const passed = data.students.filter(isPassed);
  const inError = disorder === undefined ? [] : passed.filter((_, at) => at % 10 === 0);
  if (inError.length > 0) await awardsInError(client, inError.map((row) => awardInError(row, presentationOf(row))), { tally, terminal });
  await importRows(client, 'awards', passed.map((row) => awardRow(row, presentationOf(row))), { tally, terminal });
  await settle(client, ['pathways']);
  const enrolments = data.students.flatMap((row) => {
    const earnerId = earnerIds.get(row.student);
    return earnerId === undefined ? [] : [enrolmentRow(row, presentationOf(row), earnerId)];
  });
  await importRows(client, 'enrolments', enrolments, { tally, terminal });
  await settle(client, ['earners', 'pathways', 'verification']);
  return { provider, issuerId, tally, earnerIds };
}

async function publishModules(client: RegistryClient, issuerId: string, data: OuladData, tally: Tally): Promise<void> {
  const modules = modulesOf(data);
  const achievements = await ensureAchievements(client, issuerId, modules.map((module) => moduleAchievement(module, data)), tally);
  await settle(client, ['earners', 'pathways']);
  await ensurePathways(client, issuerId, modules.map((module) => modulePathway(module, achievements.get(module)?.id ?? '')), tally);
}

async function importEarners(client: RegistryClient, data: OuladData, told: { tally: Tally; terminal?: Terminal }): Promise<ReadonlyMap<string, string>> {
  const students = studentsOf(data);
  const job = await importRows(client, 'earners', students.map(earnerRow), told);
  const ids = await idsByLine(client, job);
  return new Map(students.flatMap((student, at) => (ids[at] === undefined ? [] : [[student, ids[at]] as const])));
}

function presentationsByName({ presentations }: OuladData): (row: StudentRow) => Presentation {
  const byName = new Map(presentations.map((one) => [`${one.module}/${one.code}`, one]));
  return ({ module, presentation }) => {
    const found = byName.get(`${module}/${presentation}`);
    if (!found) throw new Error(`courses does not list ${module} ${presentation}.`);
    return found;
  };
}
