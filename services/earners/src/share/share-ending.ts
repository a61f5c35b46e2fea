import type { NewEvent } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { shareEndedEvent } from '../events/publishes-shares.js';
import { ShareStore } from './share.store.js';

/** Ends links because of something else, within the caller's transaction; answers what has to be told. */
@Injectable()
export class ShareEnding {
  constructor(private readonly store: ShareStore) {}

  /** The award is to be private. */
  async ofAward(tx: Tx, tenant: string, award: string, at: Date): Promise<NewEvent[]> {
    return (await this.store.endOfAward(tx, tenant, award, at)).map((ended) => shareEndedEvent(tenant, ended, at));
  }

  /** The person was erased, or wants no links any more. */
  async ofEarners(tx: Tx, tenant: string, earners: readonly string[], at: Date): Promise<NewEvent[]> {
    return (await this.store.endOfEarners(tx, tenant, earners, at)).map((ended) => shareEndedEvent(tenant, ended, at));
  }
}
