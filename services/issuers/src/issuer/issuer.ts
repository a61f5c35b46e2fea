import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import type { IssuerCalendar } from '@cairn/events';
import { checkName } from '../tenant/tenant.js';

export const sectors = [
  'HIGHER_EDUCATION',
  'SCHOOL_SYSTEM',
  'ASSOCIATION',
  'CERTIFICATION_BODY',
  'EMPLOYER',
  'VENDOR',
  'TRAINING_PROVIDER',
  'NONPROFIT',
  'GOVERNMENT',
] as const;
export type Sector = (typeof sectors)[number];

/** Who stands behind an achievement (Open Badges 3.0 Profile as `issuer`). */
export interface Issuer {
  readonly id: string;
  readonly tenant: string;
  readonly slug: string;
  readonly name: string;
  readonly url: string;
  readonly imageUrl: string | null;
  readonly description: string | null;
  readonly sectors: readonly Sector[];
  readonly country: string | null;
  readonly state: 'ACTIVE' | 'SUSPENDED' | 'RETIRED';
  /** Who suspended it; only an operator lifts what an operator imposed. */
  readonly suspendedBy: 'OPERATOR' | 'TENANT' | null;
  /** The organisation unit it lies in; null: directly under the tenant. */
  readonly orgUnit: string | null;
  /** When it works; null: as long as it says nothing, Monday to Friday in UTC. */
  readonly calendar: IssuerCalendar | null;
  readonly domainState: 'UNVERIFIED' | 'VERIFIED' | 'LAPSED';
  readonly domainCheckedAt: Date | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The part of an issuer that its own people state. */
export interface Profile {
  readonly slug?: string | null;
  readonly name: string;
  readonly url: string;
  readonly imageUrl?: string | null;
  readonly description?: string | null;
  readonly sectors: readonly Sector[];
  readonly country?: string | null;
}

export type CheckedProfile = Pick<Issuer, 'slug' | 'name' | 'url' | 'imageUrl' | 'description' | 'sectors' | 'country'>;

/** Checks a profile as a whole and tells every fault at once. */
export function checkProfile(profile: Profile): Decision<CheckedProfile> {
  const faults: Refusal[] = [];
  const name = checkName(profile.name, 'name');
  if (!name.ok) faults.push(...name.refusals);
  const slug = profile.slug ?? slugOf(profile.name);
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/.test(slug)) {
    faults.push(refusal('INVALID_VALUE', 'A slug has 2 to 63 characters of a-z, 0-9 and hyphen, with no hyphen at its ends.', 'slug'));
  }
  if (!isHttps(profile.url)) faults.push(refusal('INVALID_VALUE', 'The home page is an https address.', 'url'));
  if (profile.imageUrl && !isHttps(profile.imageUrl)) faults.push(refusal('INVALID_VALUE', 'The logo is an https address.', 'imageUrl'));
  if (profile.sectors.length === 0) faults.push(refusal('FIELD_MISSING', 'State at least one sector.', 'sectors'));
  if ((profile.description ?? '').length > 5_000) faults.push(refusal('INVALID_VALUE', 'A description has at most 5,000 characters.', 'description'));
  if (profile.country && !/^[A-Z]{2}$/.test(profile.country)) {
    faults.push(refusal('INVALID_VALUE', 'A country is an ISO 3166-1 alpha-2 code, for example `DE`.', 'country'));
  }
  if (faults.length > 0) return refused(...faults);
  return accepted({
    slug,
    name: profile.name.trim(),
    url: profile.url,
    imageUrl: profile.imageUrl ?? null,
    description: profile.description ?? null,
    sectors: [...new Set(profile.sectors)].sort(),
    country: profile.country ?? null,
  });
}

/** The profile after a change. A new home page has to be verified again. */
export function changeProfile(issuer: Issuer, change: Partial<Profile>, now: Date): Decision<Issuer> {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined && value !== null));
  const checked = checkProfile({ ...issuer, ...given });
  if (!checked.ok) return checked;
  const moved = domainOf(checked.value.url) !== domainOf(issuer.url);
  return accepted({
    ...issuer,
    ...checked.value,
    domainState: moved ? 'UNVERIFIED' : issuer.domainState,
    domainCheckedAt: moved ? null : issuer.domainCheckedAt,
    version: issuer.version + 1,
    updatedAt: now,
  });
}

export const domainOf = (url: string): string => new URL(url).hostname;

/** `Hochschule am Fluß` becomes `hochschule-am-fluss`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll('ß', 'ss')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}
