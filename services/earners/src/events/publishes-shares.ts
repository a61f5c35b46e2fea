import { shareEnded, shareOpened } from '@cairn/events';
import { type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { EndedShare, Share } from '../share/share.js';

const about = (tenant: string, share: string, version: number) => ({ tenant: asUuid(tenant), subject: asUuid(share), version, changed: [] });

export const shareOpenedEvent = ({ tenant, id, award, evidence, until, openedAt }: Share, earner: string, hash: Buffer): NewEvent =>
  newEvent({
    ...about(tenant, id, 1),
    contract: shareOpened,
    data: { share: id, earner, award, secretHash: hash.toString('hex'), evidence: [...evidence], until: until?.toISOString() ?? null, at: openedAt.toISOString() },
  });

export const shareEndedEvent = (tenant: string, { id, award, earner }: EndedShare, at: Date): NewEvent =>
  newEvent({ ...about(tenant, id, 2), contract: shareEnded, data: { share: id, earner, award, at: at.toISOString() } });
