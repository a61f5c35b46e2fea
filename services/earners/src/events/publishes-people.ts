import { awardVisibilityChanged, consentGiven, consentGroupsStated, consentWithdrawn, earnerClaimed, earnerErased, earnerMerged, earnerSplit } from '@cairn/events';
import { type Changed, type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { Award } from '../award/award.js';
import type { Consent } from '../consent/consent.js';
import type { StatisticsGroup } from '../statistics/statistics-group.js';
import { awardChangedEvent } from './publishes.js';

/** A record at one of its versions. */
export interface EarnerMark {
  readonly tenant: string;
  readonly id: string;
  readonly version: number;
}

const upserted = ({ id, version }: Pick<EarnerMark, 'id' | 'version'>): Changed => ({ type: 'EARNER', id: asUuid(id), version });
const gone = (mark: Pick<EarnerMark, 'id' | 'version'>, reason: 'DELETED' | 'ERASED'): Changed => ({ ...upserted(mark), op: 'DELETE', reason });
const about = ({ tenant, id, version }: EarnerMark) => ({ tenant: asUuid(tenant), subject: asUuid(id), version });

export const earnerClaimedEvent = (earner: EarnerMark, account: string, at: Date): NewEvent =>
  newEvent({ ...about(earner), contract: earnerClaimed, data: { earner: earner.id, account, at: at.toISOString() }, changed: [upserted(earner)] });

/** `bared`: its awards, which lost what might have told of the person; their versions stay, since the facts did. */
export const earnerErasedEvent = (earner: EarnerMark, bared: readonly Pick<Award, 'id' | 'version'>[], at: Date): NewEvent =>
  newEvent({
    ...about(earner),
    contract: earnerErased,
    data: { earner: earner.id, at: at.toISOString() },
    changed: [gone(earner, 'ERASED'), ...bared.map(awardTouched)],
  });

/** `moved`: the awards that are the survivor's from now on; their own versions stay, since nothing else of them changed. */
export const earnerMergedEvent = (into: EarnerMark, from: EarnerMark, moved: readonly Pick<Award, 'id' | 'version'>[], at: Date): NewEvent =>
  newEvent({
    ...about(into),
    contract: earnerMerged,
    data: { earner: into.id, from: from.id, at: at.toISOString() },
    changed: [upserted(into), gone(from, 'DELETED'), ...moved.map(awardTouched)],
  });

export const earnerSplitEvent = (into: EarnerMark, from: EarnerMark, moved: readonly Pick<Award, 'id' | 'version'>[], at: Date): NewEvent =>
  newEvent({
    ...about(into),
    contract: earnerSplit,
    data: { earner: into.id, from: from.id, awards: moved.map(({ id }) => id), at: at.toISOString() },
    changed: [upserted(into), upserted(from), ...moved.map(awardTouched)],
  });

const awardTouched = ({ id, version }: Pick<Award, 'id' | 'version'>): Changed => ({ type: 'AWARD', id: asUuid(id), version });

export const awardVisibilityChangedEvent = (award: Award): NewEvent => awardChangedEvent(award, awardVisibilityChanged);

const aboutConsent = (tenant: string, { id, earner, purpose }: Consent, version: number, at: Date) => ({
  tenant: asUuid(tenant),
  subject: asUuid(id),
  version,
  data: { consent: id, earner, purpose, at: at.toISOString() },
  changed: [],
});

export const consentGivenEvent = (tenant: string, consent: Consent): NewEvent =>
  newEvent({ ...aboutConsent(tenant, consent, 1, consent.givenAt), contract: consentGiven });
export const consentWithdrawnEvent = (tenant: string, consent: Consent, at: Date): NewEvent =>
  newEvent({ ...aboutConsent(tenant, consent, 2, at), contract: consentWithdrawn });

/** @param version of what the earner says of himself, counted by itself */
export const groupsStatedEvent = (tenant: string, earner: string, version: number, groups: readonly StatisticsGroup[], at: Date): NewEvent =>
  newEvent({ contract: consentGroupsStated, tenant: asUuid(tenant), subject: asUuid(earner), version, data: { earner, groups: groups.map((group) => ({ ...group })), at: at.toISOString() }, changed: [] });
