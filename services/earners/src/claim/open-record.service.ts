import { accepted, type Decision, notFound, type Principal, refusal, refused } from '@cairn/access';
import type { Mark } from '@cairn/messaging';
import { movePeople } from '@cairn/people';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { checkPersonName } from '../earner/earner.js';
import { OwnRecord } from './own-record.js';
import { OwnRecordStore } from './own-record.store.js';

/** People open records of their own. The tenant sees the record and the chosen name, nothing else. */
@Injectable()
export class OpenRecordService {
  constructor(
    private readonly database: Database,
    private readonly store: OwnRecordStore,
    private readonly records: OwnRecord,
  ) {}

  /** @param issuer bare id */
  async open({ account, hasProven }: Principal, issuer: string, name: string | null): Promise<Decision<{ id: string; marks: readonly Mark[] }>> {
    if (account === null) return refused(refusal('GRANT_MISSING', 'Sign in as the person whose record it is to be; a key cannot open it.'));
    if (!hasProven) return refused(refusal('IDENTIFIER_UNPROVEN', 'Prove an identifier first: confirm the e-mail address of your account, or prove that you hold a key with `challengeKey` and `proveKey`.'));
    const checked = checkPersonName(name);
    if (!checked.ok) return checked;
    const tenant = await this.database.read({ tenant: null }, (tx) => this.store.tenantOf(tx, issuer));
    if (tenant === undefined) return refused(notFound('issuer', 'issuerId'));
    return this.database.write({ tenant }, async (tx) => {
      await movePeople(tx, tenant);
      const { earner, marks } = await this.records.ensure(tx, tenant, account, checked.value);
      return accepted({ id: earner, marks });
    });
  }
}
