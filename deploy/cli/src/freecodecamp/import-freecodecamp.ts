import { type RegistryClient, settle } from '@cairn/client';
import { ensureAchievements } from '../provider/achievements.js';
import type { Imported } from '../provider/imported.js';
import { ensureIssuer } from '../provider/issuer.js';
import { ensurePathways } from '../provider/pathways.js';
import { idsByLine, importRows } from '../provider/rows.js';
import { Tally } from '../provider/tally.js';
import { openProvider } from '../provider/tenant.js';
import type { Terminal } from '../terminal/terminal.js';
import {
  blockAchievement,
  certificationAchievement,
  certificationPathway,
  curriculumIssuer,
  curriculumTenant,
  lessonBlocks,
  projectAchievement,
  projectsOf,
  superBlockPathway,
} from './catalogue.js';
import { type Curriculum, readCurriculum } from './curriculum.js';
import { inventedAwardRows, inventedEarnerRow, inventedEarners, inventedEnrolmentRows } from './invented-earners.js';

/** Imports the curriculum of a file through the public API, with invented earners. Run again it changes nothing. */
export async function importFreecodecamp(caller: RegistryClient, file: string, terminal?: Terminal): Promise<Imported> {
  const curriculum = await readCurriculum(file);
  const tally = new Tally();
  const provider = await openProvider(caller, curriculumTenant);
  const { client } = provider;
  const issuerId = await ensureIssuer(provider, curriculumIssuer, tally);
  await publishCatalogue(client, issuerId, curriculum, tally);
  const earners = inventedEarners(curriculum);
  const job = await importRows(client, 'earners', earners.map(inventedEarnerRow), { tally, terminal });
  const ids = await idsByLine(client, job);
  await importRows(client, 'awards', earners.flatMap((earner) => inventedAwardRows(earner, curriculum)), { format: 'JSONL', tally, terminal });
  await settle(client, ['pathways']);
  const enrolments = earners.flatMap((earner, at) => (ids[at] === undefined ? [] : inventedEnrolmentRows(earner, curriculum, ids[at])));
  await importRows(client, 'enrolments', enrolments, { format: 'JSONL', tally, terminal });
  await settle(client, ['earners', 'pathways', 'verification']);
  return { provider, issuerId, tally };
}

async function publishCatalogue(client: RegistryClient, issuerId: string, curriculum: Curriculum, tally: Tally): Promise<void> {
  const texts = [
    ...lessonBlocks(curriculum).map((block) => blockAchievement(block, curriculum)),
    ...projectsOf(curriculum).map(projectAchievement),
    ...curriculum.certifications.map(certificationAchievement),
  ];
  const achievements = await ensureAchievements(client, issuerId, texts, tally);
  const idOf = (code: string) => achievements.get(code)?.id ?? '';
  await settle(client, ['earners', 'pathways']);
  const pathways = [
    ...curriculum.certifications.map((certification) => certificationPathway(certification, idOf)),
    ...curriculum.superBlocks.flatMap((superBlock) => superBlockPathway(superBlock, curriculum, idOf) ?? []),
  ];
  await ensurePathways(client, issuerId, pathways, tally);
}
