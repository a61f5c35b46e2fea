import { contradictions } from './contradictions.js';
import { limitRefusal } from './definition-limits.js';
import type { DefinitionRefusal } from './definition-refusal.js';
import { schemaRefusals } from './definition-schema.js';
import { misplaced } from './misplaced.js';
import type { Pathway } from './pathway.js';

export type ParsedPathway =
  | { readonly ok: true; readonly pathway: Pathway }
  | { readonly ok: false; readonly refusals: readonly DefinitionRefusal[] };

/**
 * Reads a definition from parsed JSON: the whole language, and at most 100 refusals at once. Never throws, and reads
 * nothing recursively before its size is known. The answer is a copy as the author wrote it, so that its hash stays his.
 */
export function parsePathway(input: unknown): ParsedPathway {
  const limit = limitRefusal(input);
  if (limit) return { ok: false, refusals: [limit] };
  const broken = schemaRefusals(input);
  if (broken.length > 0) return { ok: false, refusals: broken };
  const pathway = JSON.parse(JSON.stringify(input)) as Pathway;
  const refusals = [...misplaced(pathway), ...contradictions(pathway)].slice(0, 100);
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, pathway };
}
