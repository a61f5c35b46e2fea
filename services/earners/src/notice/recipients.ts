import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Earner } from '../earner/earner.js';
import { EarnerStore } from '../earner/earner.store.js';
import { PersonalData } from '../earner/personal-data.js';
import type { Notice, NoticeReason, NoticeSecrets } from './notice.js';

/** Whom a mail goes to, and what only the mail says. */
export interface Recipient {
  readonly to: string;
  readonly name: string;
  readonly secrets: NoticeSecrets;
}

/** Finds out whom a notice goes to: the verified address of the earner first, and of a merged record the one it stands for. */
@Injectable()
export class Recipients {
  constructor(
    private readonly earners: EarnerStore,
    private readonly personal: PersonalData,
  ) {}

  /** Or why there is nobody to send it to. Worker role only. */
  async of(tx: Tx, notice: Notice): Promise<Recipient | NoticeReason> {
    const { tenant, earner } = notice;
    const [named] = await this.earners.byIds(tx, tenant, [earner]);
    const secrets = named && this.secretsOf(named, notice);
    const standing = named?.state === 'MERGED' ? await this.survivor(tx, named) : named;
    if (!standing?.key || secrets === undefined) return 'ERASED';
    if (secrets.to !== undefined) return { to: secrets.to, name: secrets.name ?? '', secrets };
    const open = this.personal.unwrap(tenant, standing.id, standing.key);
    const text = (field: 'name' | 'identifier EMAIL', sealed: Buffer) => this.personal.open(open, { tenant, earner: standing.id, field }, sealed);
    const addresses = (await this.earners.identifiers(tx, [standing])).filter(({ type }) => type === 'EMAIL');
    const address = addresses.find(({ verified }) => verified) ?? addresses[0];
    if (!address) return 'NO_ADDRESS';
    return { to: text('identifier EMAIL', address.sealed), name: standing.name ? text('name', standing.name) : '', secrets };
  }

  private secretsOf({ tenant, id, key }: Earner, notice: Notice): NoticeSecrets | undefined {
    if (notice.sealed === null) return {};
    if (key === null) return undefined;
    const text = this.personal.open(this.personal.unwrap(tenant, id, key), { tenant, earner: id, field: `notice ${notice.id}` }, notice.sealed);
    return JSON.parse(text) as NoticeSecrets;
  }

  private async survivor(tx: Tx, { tenant, id }: Earner): Promise<Earner | undefined> {
    const led = (await this.earners.survivors(tx, tenant, [id])).get(id);
    return led === undefined ? undefined : (await this.earners.byIds(tx, tenant, [led]))[0];
  }
}
