import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { NoticeKind } from '../notice.js';
import type { NoticeLinks } from '../notice-link.js';
import type { NoticeText } from './template.js';

/** What a tenant has settled about the mail to its people. */
export interface NoticeSettings extends NoticeLinks {
  /** Kinds that are not sent. */
  readonly silent: readonly NoticeKind[];
}

const unsettled: NoticeSettings = { silent: [], caseLink: null, awardLink: null };

/** A tenant's own words. */
@Injectable()
export class TemplateStore {
  async settings(tx: Tx, tenant: string): Promise<NoticeSettings> {
    const [row] = await tx.query<NoticeSettings>(
      'SELECT silent, case_link AS "caseLink", award_link AS "awardLink" FROM notice_setting WHERE tenant_id = $1',
      [tenant],
    );
    return row ?? unsettled;
  }

  async settle(tx: Tx, tenant: string, { silent, caseLink, awardLink }: NoticeSettings): Promise<void> {
    await tx.query(
      `INSERT INTO notice_setting (tenant_id, silent, case_link, award_link) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tenant_id) DO UPDATE SET silent = excluded.silent, case_link = excluded.case_link, award_link = excluded.award_link`,
      [tenant, silent, caseLink, awardLink],
    );
  }

  /** The tenant's texts of a kind, by language. */
  async of(tx: Tx, tenant: string, kind: NoticeKind): Promise<Map<string, NoticeText>> {
    const rows = await tx.query<NoticeText & { language: string }>('SELECT language, subject, text FROM notice_template WHERE tenant_id = $1 AND kind = $2', [tenant, kind]);
    return new Map(rows.map(({ language, subject, text }) => [language, { subject, text }]));
  }

  async put(tx: Tx, tenant: string, kind: NoticeKind, language: string, { subject, text }: NoticeText, at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO notice_template (tenant_id, kind, language, subject, text, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (tenant_id, kind, language) DO UPDATE SET subject = excluded.subject, text = excluded.text, updated_at = excluded.updated_at`,
      [tenant, kind, language, subject, text, at],
    );
  }

  async drop(tx: Tx, tenant: string, kind: NoticeKind, language: string): Promise<void> {
    await tx.query('DELETE FROM notice_template WHERE tenant_id = $1 AND kind = $2 AND language = $3', [tenant, kind, language]);
  }
}
