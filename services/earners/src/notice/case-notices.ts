import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { Notices } from './notices.service.js';
import { ToldStore } from './told.store.js';

/** Something about a case or an award of an earner. Ids are bare. */
export interface AboutCase {
  readonly tenant: string;
  readonly id: string;
  /** Null where it is about an award that was made without one. */
  readonly submission: string | null;
  readonly earner: string;
  readonly issuer: string;
  readonly achievementVersion: string;
}

/** Something a reviewer was asked. */
export interface AskedOfReviewer extends Pick<AboutCase, 'tenant' | 'id' | 'issuer' | 'achievementVersion'> {
  readonly reviewer: string;
}

/** Notices of what is announced by no event, written in the transaction of the deed. */
@Injectable()
export class CaseNotices {
  constructor(
    private readonly notices: Notices,
    private readonly told: ToldStore,
  ) {}

  /** Once for each misconduct case or appeal. */
  async toEarner(tx: Tx, kind: 'MISCONDUCT_NOTICE' | 'APPEAL_DECIDED', { tenant, id: about, submission, earner, issuer, achievementVersion }: AboutCase): Promise<void> {
    const said = submission === null ? await this.told.ofVersion(tx, achievementVersion, issuer) : await this.told.ofSubmission(tx, tenant, submission);
    if (said) await this.notices.write(tx, { tenant, kind, about, version: 0, earner, ...said });
  }

  /** To a reviewer who has a record of his own here: the title alone, since he must not know whose case it is. */
  async toReviewer(tx: Tx, { tenant, id: about, reviewer, issuer, achievementVersion }: AskedOfReviewer): Promise<void> {
    const earner = await this.told.recordOfReviewer(tx, tenant, reviewer);
    const said = earner === null ? undefined : await this.told.ofVersion(tx, achievementVersion, issuer);
    if (said && earner !== null) await this.notices.write(tx, { tenant, kind: 'REVIEW_OFFERED', about, version: 0, earner, ...said });
  }
}
