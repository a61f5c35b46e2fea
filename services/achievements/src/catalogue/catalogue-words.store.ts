import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { AskedWords } from './words.js';

/** Makes a query of PostgreSQL's full-text search out of the words that a caller typed. */
@Injectable()
export class CatalogueWordsStore {
  /** The text of a tsquery; null when the words are signs only. Asked before the page, so that the planner sees a constant. */
  async query(tx: Tx, asked: AskedWords | null): Promise<string | null> {
    if (asked === null) return null;
    const [row] = await tx.query<{ query: string | null }>(`SELECT catalogue_query($1::text[], $2::text[], $3::text[], $4::boolean) AS query`, [
      asked.words,
      asked.languages,
      asked.stopping,
      asked.loose,
    ]);
    return row?.query ?? null;
  }
}
