import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { publicData } from '@cairn/testkit';

const { path: folder, missing } = publicData('esco');

/** Why tests with the tables that ESCO publishes cannot run here; undefined when they can. */
export const escoMissing = missing;

/** A table of ESCO as CSV: `skillsHierarchy`, `skillGroups`, `ictSkillsCollection`, `transversalSkillsCollection`. */
export const escoTable = (name: string): Buffer => gunzipSync(readFileSync(join(folder, `${name}_en.csv.gz`)));
