import { type Noun, publicId } from '@cairn/subgraph';
import type { ChunkResults, OutcomeLetter } from '../jobs/import-chunk.store.js';

const statusOf: Record<OutcomeLetter, string> = { C: 'CREATED', P: 'REPLACED', U: 'UNCHANGED', R: 'REFUSED', N: 'NOT_WRITTEN' };

/** NDJSON of a chunk's results: `{row, status, id, code, field, message}` for each line of the upload, in order. */
export function resultLines(noun: Noun, firstRow: number, { outcomes, ids, refusals }: ChunkResults): string {
  const refusalOf = new Map((refusals ?? []).map((refusal) => [refusal.row, refusal]));
  let text = '';
  for (let index = 0; index < outcomes.length; index += 1) {
    const row = firstRow + index;
    const id = ids?.[index];
    const refusal = refusalOf.get(row);
    text += `${JSON.stringify({
      row,
      status: statusOf[outcomes.charAt(index) as OutcomeLetter],
      id: id ? publicId(noun, id) : null,
      code: refusal?.code ?? null,
      field: refusal?.field ?? null,
      message: refusal?.message ?? null,
    })}\n`;
  }
  return text;
}
