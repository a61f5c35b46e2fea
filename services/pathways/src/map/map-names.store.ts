import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What pictures call achievements and pathways by. */
@Injectable()
export class MapNamesStore {
  /** Achievements that were published; `version` is the one that its page shows. */
  achievements(tx: Tx, ids: readonly string[]): Promise<{ id: string; title: string | null; version: string | null }[]> {
    return tx.query(`SELECT id, title, current_version_id AS version FROM achievement_copy WHERE id = ANY($1::uuid[])`, [ids]);
  }

  /** Pathways that the reader may see. */
  pathways(tx: Tx, ids: readonly string[]): Promise<{ id: string; title: string }[]> {
    return tx.query(`SELECT id, title FROM pathway WHERE id = ANY($1::uuid[])`, [ids]);
  }
}
