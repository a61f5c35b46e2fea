import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** When this service last heard anything; asked once at every start. */
@Injectable()
export class InboxAgeStore {
  async lastReceived(tx: Tx): Promise<Date | null> {
    const [row] = await tx.query<{ last: Date | null }>(`SELECT max(received_at) AS last FROM inbox`);
    return row?.last ?? null;
  }
}
