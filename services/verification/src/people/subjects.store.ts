import type { Tx } from '@cairn/postgres';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import { pairwiseSubject } from '../credential/pairwise-subject.js';

/** Under which ids earners appear in a tenant's credentials. They are derived, so that no credential here names an earner. */
@Injectable()
export class Subjects {
  constructor(@Inject(PLATFORM) private readonly platform: Pick<Platform, 'keySecret'>) {}

  /** One for each earner and each issuer of the tenant that has prepared a credential. */
  async of(tx: Tx, tenant: string, earners: readonly string[]): Promise<string[]> {
    // Every credential has a place in a list of its issuer.
    const issuers = await tx.query<{ issuer: string }>('SELECT DISTINCT issuer_id AS issuer FROM status_list WHERE tenant_id = $1', [tenant]);
    return issuers.flatMap(({ issuer }) => earners.map((earner) => pairwiseSubject(this.platform.keySecret, issuer, earner)));
  }
}
