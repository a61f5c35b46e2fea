import { createHash } from 'node:crypto';
import { versionOf } from '../achievement-text.js';
import type { PlannedAchievement, PlannedIssuer } from '../plan.js';
import { addressIn, isObject, type Item, type Json, listIn, textIn } from './items.js';
import { keyOf, type Names } from './names.js';
import type { Refuse } from './refusal.js';

export interface BadgeOptions {
  /** Sector that the issuers act in, such as `NONPROFIT`. */
  readonly sector: string;
  /** https address of the image of badges that have none at one. */
  readonly image?: string;
}

/** A BadgeClass of the interface, or of Open Badges 2.0. */
export function achievementOf({ value, file, item }: Item, issuers: Names<PlannedIssuer>, { sector, image }: BadgeOptions, refuse: Refuse): PlannedAchievement | undefined {
  const key = keyOf(value);
  const name = textIn(value, 'name');
  const issuer = issuers.find(addressIn(value, 'issuerOpenBadgeId'), addressIn(value, 'issuer'));
  if (!key) return refuse('FIELD_MISSING', 'openBadgeId', 'A badge class has an address, `openBadgeId`.');
  if (!name) return refuse('FIELD_MISSING', 'name', 'A badge class has a name.');
  if (!issuer) return refuse('NOT_FOUND', 'issuer', 'The issuer of this badge class is not in the export, or was refused.');
  const imageUrl = httpsIn(addressIn(value, 'image')) ?? image;
  if (!imageUrl) return refuse('FIELD_MISSING', 'image', 'An achievement has an image at an https address; name one for those that have none (--image).');
  const version = versionOf(
    { name, description: textIn(value, 'description'), criteria: criteriaOf(value), imageUrl, tags: listIn(value, 'tags').filter((tag) => typeof tag === 'string'), alignments: alignmentsOf(value), validFor: periodOf(value['expires']) },
    sector,
  );
  return { file, item, key, issuer: issuer.key, code: codeOf(textIn(value, 'entityId') ?? key), version };
}

function criteriaOf(value: Json): string | null {
  const { criteria } = value;
  const url = textIn(value, 'criteriaUrl') ?? (isObject(criteria) ? textIn(criteria, 'id') : typeof criteria === 'string' ? criteria : null);
  const narrative = textIn(value, 'criteriaNarrative') ?? (isObject(criteria) ? textIn(criteria, 'narrative') : null);
  return [narrative, url].filter((one) => one !== null).join('\n\n') || null;
}

const alignmentsOf = (value: Json) =>
  [...listIn(value, 'alignments'), ...listIn(value, 'alignment')].filter(isObject).flatMap((one) => {
    const [targetName, targetUrl] = [textIn(one, 'targetName'), httpsIn(textIn(one, 'targetUrl'))];
    if (!targetName || !targetUrl) return [];
    const [targetFramework, targetCode] = [textIn(one, 'targetFramework'), textIn(one, 'targetCode')];
    return [{ targetName: targetName.slice(0, 300), targetUrl, ...(targetFramework && { targetFramework }), ...(targetCode && { targetCode }) }];
  });

const units = { days: 'D', weeks: 'W', months: 'M', years: 'Y' } as const;

/** `{"amount": 2, "duration": "years"}`; each assertion says its own end beside it. */
function periodOf(expires: unknown): string | null {
  if (!isObject(expires)) return null;
  const { amount, duration } = expires;
  const unit = typeof duration === 'string' && Object.hasOwn(units, duration) ? units[duration as keyof typeof units] : undefined;
  return typeof amount === 'number' && Number.isInteger(amount) && amount > 0 && unit ? `P${amount}${unit}` : null;
}

/** A code of at most 100 characters that stays the same from run to run. */
export function codeOf(name: string): string {
  const last = name.replace(/\/+$/, '').split('/').at(-1) ?? name;
  const code = `badgr:${last}`;
  return code.length <= 100 ? code : `badgr:${createHash('sha256').update(name).digest('hex')}`;
}

const httpsIn = (address: string | null): string | null => (address && /^https:\/\//i.test(address) && URL.canParse(address) ? address : null);
