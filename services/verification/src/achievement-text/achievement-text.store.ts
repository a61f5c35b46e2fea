import type { AchievementVersionText } from '@cairn/events';
import type { Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Texts of published versions. A published text never changes, so the first copy is the last. */
@Injectable()
export class AchievementTextStore {
  async take(tx: Tx, tenant: string, text: AchievementVersionText, publishedAt: string): Promise<Outcome> {
    const rows = await tx.query(
      `INSERT INTO achievement_text (tenant_id, version_id, issuer_id, content, published_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING version_id`,
      [tenant, text.achievementVersion, text.issuer, JSON.stringify(text), publishedAt],
    );
    return rows.length > 0 ? 'applied' : 'stale';
  }
}
