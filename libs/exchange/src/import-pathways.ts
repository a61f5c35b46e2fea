import { importHosted } from './badgr/import-hosted.js';
import { importOpenServer } from './badgr/import-open-server.js';
import { importCtdl } from './ctdl/import-ctdl.js';
import { importCtdlTable } from './ctdl/import-table.js';
import { importList } from './learning-path/import-list.js';
import { importMilestones } from './learning-path/import-milestones.js';
import { importOpenEducational } from './learning-path/import-open-educational.js';
import { Unreadable } from './reading/unreadable.js';
import type { Imported, ImportedDocument } from './report/imported.js';

const importers = {
  CTDL: importCtdl,
  CTDL_TABLE: importCtdlTable,
  BADGR_SERVER: importOpenServer,
  BADGR_HOSTED: importHosted,
  OPEN_EDUCATIONAL_BADGES: importOpenEducational,
  MILESTONE_TABLE: importMilestones,
  LEARNING_PATH: importList,
} satisfies Record<string, (text: string) => ImportedDocument>;

/** In which form a pathway is written down elsewhere (pathways.md section 13). */
export type ExchangeFormat = keyof typeof importers;
export const exchangeFormats = Object.keys(importers) as readonly ExchangeFormat[];

/**
 * Reads the pathways of a document: each as a definition, a report in which every construct is mapped, approximated or refused,
 * and what the caller has to bind to achievements of his own. Pure; what cannot be read is a refusal, never an exception.
 */
export function importPathways(text: string, format: ExchangeFormat): Imported {
  try {
    return { ok: true, ...importers[format](text) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, refusal: error.refusal };
    throw error;
  }
}
