import { readFile } from 'node:fs/promises';
import { readCase } from '../skill-format/case-reader.js';
import { readCtdlAsn } from '../skill-format/ctdl-asn-reader.js';
import { readEsco } from '../skill-format/esco-reader.js';
import type { Reading } from '../skill-format/reading.js';
import { frameworkFaults } from '../skill-framework/framework-check.js';
import type { SkillJobRequest } from './skill-job.js';

/** Reads the files of an import and checks what they say; the same files always come to the same. */
export async function readUpload(paths: readonly string[], { format, names }: Pick<SkillJobRequest, 'format' | 'names'>): Promise<Reading> {
  const files = await Promise.all(paths.map((path) => readFile(path).catch(() => null)));
  const [first] = files;
  if (!first || files.includes(null)) return { ok: false, faults: [{ place: '', message: 'The upload is no longer there. Upload the file again.' }] };
  const reading = await read(first, files as Buffer[], { format, names });
  const faults = reading.ok ? frameworkFaults(reading.framework) : [];
  return faults.length > 0 ? { ok: false, faults } : reading;
}

async function read(first: Buffer, files: readonly Buffer[], { format, names }: Pick<SkillJobRequest, 'format' | 'names'>): Promise<Reading> {
  if (format === 'ESCO') return readEsco(files, names);
  return format === 'CASE' ? readCase(first) : readCtdlAsn(first);
}
