import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { EndorsedSubject } from './endorsed-subject.js';
import type { EndorsedKind } from './endorsement.js';

const issuer = `SELECT i.issuer_id AS id, i.tenant_id AS tenant, i.issuer_id AS issuer, NULL AS achievement, NULL AS account, i.did
  FROM issuer_identity i WHERE i.issuer_id = $1`;

const version = `SELECT t.version_id AS id, t.tenant_id AS tenant, t.issuer_id AS issuer, t.content ->> 'achievement' AS achievement, NULL AS account, i.did
  FROM achievement_text t JOIN issuer_identity i ON i.tenant_id = t.tenant_id AND i.issuer_id = t.issuer_id WHERE t.version_id = $1`;

const award = `SELECT c.award_id AS id, c.tenant_id AS tenant, c.issuer_id AS issuer, NULL AS achievement, c.account_id AS account, i.did
  FROM credential c JOIN issuer_identity i ON i.tenant_id = c.tenant_id AND i.issuer_id = c.issuer_id
 WHERE c.award_id = $1 AND c.latest AND c.state <> 'SUBJECT_ERASED'`;

const statements: Readonly<Record<EndorsedKind, string>> = { ISSUER: issuer, ACHIEVEMENT_VERSION: version, AWARD: award };

@Injectable()
export class EndorsedSubjectStore {
  async find(tx: Tx, kind: EndorsedKind, id: string): Promise<EndorsedSubject | undefined> {
    const [row] = await tx.query<Omit<EndorsedSubject, 'kind'>>(statements[kind], [id]);
    return row && { kind, ...row };
  }
}
