import { accepted, type Decision, grantMissing, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { holdPeople, PersonCopyStore } from '@cairn/people';
import { Database, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Whose backpack, and on whose behalf a caller acts on it. */
export interface Owner {
  readonly tenant: string;
  readonly earner: string;
  readonly as: 'PERSON' | 'TENANT';
}

/** Whoever is behind a record, held so to the end of the transaction. */
export interface HeldRecord {
  /** The record that stands for it. */
  readonly earner: string;
  readonly account: string | null;
}

/** Decides on whose behalf a caller acts: the person on his own, and the tenant that keeps the record with AWARD over anything. */
@Injectable()
export class BackpackOwners {
  constructor(
    private readonly database: Database,
    private readonly people: PersonCopyStore,
  ) {}

  /** @param earner bare; null: the only record of the person who signed in */
  async of(principal: Principal, earner: string | null): Promise<Decision<Owner>> {
    const { account, tenant } = principal;
    const own = account === null ? [] : await this.ownRecords(account, earner, null);
    const [only, ...others] = own;
    if (only && others.length === 0) return accepted({ ...only, as: 'PERSON' });
    if (earner === null) {
      return only === undefined && account !== null
        ? refused(notFound('record that you have claimed', 'earnerId'))
        : refused(refusal('FIELD_MISSING', 'Say whose backpack it is.', 'earnerId'));
    }
    if (tenant === null) return refused(notFound('earner', 'earnerId'));
    return maySomewhere(principal, 'AWARD') ? accepted({ tenant, earner, as: 'TENANT' }) : refused(grantMissing('AWARD'));
  }

  /** Records of a person in one tenant. */
  async ofPerson(account: string, tenant: string): Promise<Owner[]> {
    return (await this.ownRecords(account, null, tenant)).map((record) => ({ ...record, as: 'PERSON' as const }));
  }

  /** The record and those merged into it: all that is one person's. */
  cluster(tx: Tx, { tenant, earner }: Owner): Promise<string[]> {
    return this.people.cluster(tx, tenant, earner);
  }

  /** Keeps the person behind a record as he is to the end of the transaction. Refuses where nobody is any more. */
  async hold(tx: Tx, { tenant, earner }: Pick<Owner, 'tenant' | 'earner'>): Promise<Decision<HeldRecord>> {
    await holdPeople(tx, tenant);
    const person = (await this.people.behind(tx, tenant, [earner])).get(earner);
    if (person?.erased) return refused(refusal('EARNER_STATE_INVALID', 'The person was erased.', 'earnerId'));
    return accepted({ earner: person?.earner ?? earner, account: person?.account ?? null });
  }

  private ownRecords(account: string, earner: string | null, tenant: string | null): Promise<{ tenant: string; earner: string }[]> {
    return this.database.read({ tenant: null, account }, async (tx) => {
      if (earner === null) return this.people.recordsOf(tx, account, tenant);
      const keeper = await this.people.keeperOf(tx, account, earner);
      return keeper === undefined ? [] : [{ tenant: keeper, earner }];
    });
  }
}
