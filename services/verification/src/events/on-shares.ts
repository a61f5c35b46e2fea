import { shareEnded, shareOpened } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { ShareCopyStore } from '../share/share-copy.store.js';

/** Links that earners make and end: what they open is shown here. */
export const onShares = (shares: ShareCopyStore): Listener[] => [
  listenTo(shareOpened, (tx, { tenantid, data }) =>
    shares.open(tx, tenantid, {
      id: data.share,
      award: data.award,
      evidence: data.evidence,
      hash: Buffer.from(data.secretHash, 'hex'),
      until: data.until === null ? null : new Date(data.until),
    }),
  ),
  listenTo(shareEnded, (tx, { tenantid, data }) => shares.end(tx, tenantid, data.share, new Date(data.at))),
];
