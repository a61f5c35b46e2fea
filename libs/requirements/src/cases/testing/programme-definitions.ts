import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { publicData } from '@cairn/testkit';
import type { AwardFact, EarnerFacts, Metadata, World } from '../../facts/facts.js';
import { referencesOf } from '../../language/ids.js';
import type { Pathway } from '../../language/pathway.js';
import { placedNodes } from '../../language/places.js';
import { AUDIT_DAY, type AuditSection, auditWorld, pathwayOfProgramme } from '../audit.js';

/** Programme definitions of a university over five catalogue years. */
export const definitionsData = publicData('degree-audit/definitions.jsonl.gz');

export interface ProgrammeDefinition {
  readonly path: string;
  readonly year: number;
  readonly pathway: Pathway;
}

/** Throws when the data are not there. */
export function programmeDefinitions(): ProgrammeDefinition[] {
  const lines = gunzipSync(readFileSync(definitionsData.path)).toString('utf8').split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const { path, year, def } = JSON.parse(line) as { path: string; year: number; def: { requirementSections: AuditSection[] } };
    return { path, year, pathway: pathwayOfProgramme({ pid: path, sections: def.requirementSections }) };
  });
}

const plain: Metadata = { issuer: null, type: null, tags: [], skills: [], level: null, groups: [], series: null, assessed: false, measures: { credits: 400 } };

/** Every course can be taken once, and has four credits. */
export const onceEach: World = { ...auditWorld, isRepeatable: () => false, metadataOn: () => plain };

/** As many courses of a range as no programme asks for by name. */
const unnamedMax = 40;

/** All that can be taken for a programme: the courses that it names, and others in its ranges. */
export function coursesFor(pathway: Pathway): string[] {
  const courses = new Set(referencesOf(pathway).achievements);
  for (const { part } of placedNodes(pathway)) {
    if (part.kind !== 'count' || !part.from.codeRange) continue;
    const { subject, from, to } = part.from.codeRange;
    for (let number = from, unnamed = 0; number <= to && unnamed < unnamedMax; number += 1) {
      const course = `${subject}:${number}`;
      if (!courses.has(course)) unnamed += 1;
      courses.add(course);
    }
  }
  return [...courses];
}

export function havingTaken(courses: readonly string[]): EarnerFacts {
  const awards = courses.map((achievement): AwardFact => ({
    ...{ id: `w:${achievement}`, achievement, issuedOn: AUDIT_DAY, expiresOn: null, revokedOn: null, suspensions: [], result: null, stated: {}, entry: false },
    snapshot: plain,
  }));
  return { enrolment: null, awards, attestations: [], exceptions: [], others: new Map() };
}
