import type { Outcome } from '@cairn/messaging';
import { movePeople, PersonCopyStore } from '@cairn/people';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { PersonsBackpack } from '../backpack/persons-backpack.service.js';
import { CredentialSourceStore } from '../credential-source/credential-source.store.js';
import { CredentialStore } from '../credential/credential.store.js';
import { Subjects } from './subjects.store.js';

/** Keeps true who may read which credentials as his own: claims are followed, also through merges. */
@Injectable()
export class PersonService {
  constructor(
    private readonly people: PersonCopyStore,
    private readonly subjects: Subjects,
    private readonly credentials: CredentialStore,
    private readonly backpacks: PersonsBackpack,
    private readonly sources: CredentialSourceStore,
  ) {}

  async claimed(tx: Tx, tenant: string, earner: string, account: string | null, version: number): Promise<Outcome> {
    await movePeople(tx, tenant);
    if (!(await this.people.claim(tx, tenant, earner, account, version))) return 'stale';
    await this.give(tx, tenant, earner);
    return 'applied';
  }

  /** @param into null when a merge is undone; `version` is that of the record that stays */
  async merged(tx: Tx, tenant: string, survivor: string, version: number, from: string, into: string | null): Promise<Outcome> {
    await movePeople(tx, tenant);
    if (!(await this.people.hear(tx, tenant, survivor, version))) return 'stale';
    await this.people.lead(tx, tenant, from, into);
    await this.give(tx, tenant, from);
    return 'applied';
  }

  /** Makes credentials of a record, and of those merged into it, readable to whoever is behind it now. */
  private async give(tx: Tx, tenant: string, earner: string): Promise<void> {
    const person = (await this.people.behind(tx, tenant, [earner])).get(earner);
    const records = await this.people.cluster(tx, tenant, earner);
    await this.credentials.belongTo(tx, tenant, await this.subjects.of(tx, tenant, records), person?.account ?? null);
    await this.backpacks.belongTo(tx, tenant, records, person?.account ?? null);
    await this.sources.keepOnlyOf(tx, tenant, records, person?.account ?? null);
  }
}
