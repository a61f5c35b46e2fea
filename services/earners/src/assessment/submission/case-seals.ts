import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { EarnerStore } from '../../earner/earner.store.js';
import { PersonalData } from '../../earner/personal-data.js';
import type { Submission } from './submission.js';

/** Seals and opens the texts of one case. `field` says what a text is and is unique in the case: `part 2 reflection`, `feedback <decision>`. */
export interface CaseSeal {
  seal(field: string, text: string): Buffer;
  open(field: string, sealed: Buffer): string;
}

/**
 * The key under which everything that people wrote in a case lies: that of the record under which the case was begun. A case
 * that moved with a merge keeps it, so nothing has to be sealed anew.
 */
@Injectable()
export class CaseSeals {
  constructor(
    private readonly earners: EarnerStore,
    private readonly personal: PersonalData,
  ) {}

  /** Undefined when the person was erased: nothing that was sealed can be opened any more, and nothing is to be added. */
  async of(tx: Tx, sealed: Sealed): Promise<CaseSeal | undefined> {
    return (await this.all(tx, sealed.tenant, [sealed]))[0];
  }

  /** Seals of several cases of one tenant, in their order, in one statement. */
  async all(tx: Tx, tenant: string, cases: readonly Sealed[]): Promise<(CaseSeal | undefined)[]> {
    const records = new Map((await this.earners.byIds(tx, tenant, [...new Set(cases.map(({ sealedFor }) => sealedFor))])).map((one) => [one.id, one]));
    return cases.map(({ id, sealedFor }) => {
      const wrapped = records.get(sealedFor)?.key;
      if (!wrapped) return undefined;
      const key = this.personal.unwrap(tenant, sealedFor, wrapped);
      const place = (field: string) => ({ tenant, earner: sealedFor, field: `case ${id} ${field}` as const });
      return {
        seal: (field, text) => this.personal.seal(key, place(field), text),
        open: (field, sealed) => this.personal.open(key, place(field), sealed),
      };
    });
  }
}

/** What lies under a seal of its own: a submission, or what hangs on one. */
type Sealed = Pick<Submission, 'tenant' | 'id' | 'sealedFor'>;
