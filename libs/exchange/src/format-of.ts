import type { ExchangeFormat } from './import-pathways.js';
import { columnName } from './reading/table.js';

/** The form a document seems to be in, by its first words; null when it looks like none. Reading it then tells for sure. */
export function formatOf(text: string): ExchangeFormat | null {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  return /^[[{]/.test(start) ? formatOfJson(start) : formatOfTable(start);
}

/** JSON of no other form is taken for CTDL, whose report says when there is no pathway in it. */
function formatOfJson(text: string): ExchangeFormat {
  if (/"elementId"\s*:/.test(text)) return 'BADGR_HOSTED';
  if (/"rootElement"\s*:|"junctionConfig"\s*:/.test(text)) return 'BADGR_SERVER';
  if (/"participationBadge_id"\s*:|"required_badges_count"\s*:/.test(text)) return 'OPEN_EDUCATIONAL_BADGES';
  return !/"@graph"\s*:|"@type"\s*:/.test(text) && /"achievements"\s*:/.test(text) ? 'LEARNING_PATH' : 'CTDL';
}

function formatOfTable(text: string): ExchangeFormat | null {
  const [heading = ''] = text.split('\n', 1);
  const columns = heading.split(/[,;]/).map((column) => columnName(column.trim().replace(/^"|"$/g, '')));
  const has = (...names: string[]): boolean => names.every((name) => columns.includes(name));
  if (has('externalidentifier', 'pathwaycomponenttype') || has('rowtype', 'finderdetailpage')) return 'CTDL_TABLE';
  if (has('milestone', 'requiredbadge')) return 'MILESTONE_TABLE';
  return has('achievement') ? 'LEARNING_PATH' : null;
}
