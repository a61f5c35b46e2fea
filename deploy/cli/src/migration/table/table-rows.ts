import { versionOf } from '../achievement-text.js';
import { dayOf, endDayOf } from '../days.js';
import type { Kind, MigrationPlan, PlannedAchievement, PlannedAward, Refused } from '../plan.js';
import { cellOf, columnsOf, type TableOrigin } from './columns.js';

export interface TableOptions {
  readonly sector: string;
  /** https. */
  readonly image: string;
  /** Civil day in UTC. */
  readonly today: string;
  /** Who issued all of it: no table says so. */
  readonly issuer: { readonly name: string; readonly url: string };
}

/** One award for each row, and an achievement for each badge that the rows name. Pure. */
export function tableRows(file: string, rows: readonly Readonly<Record<string, string>>[], origin: TableOrigin, { sector, image, today, issuer }: TableOptions): MigrationPlan {
  const columns = columnsOf[origin];
  const key = `${origin}:${issuer.url}`;
  const refusals: Refused[] = [];
  const achievements = new Map<string, PlannedAchievement>();
  const awards = new Map<string, PlannedAward>();
  rows.forEach((row, at) => {
    const place = { file, item: at + 1 };
    const refuse = (column: keyof typeof columns, message: string, code = 'INVALID_VALUE', kind: Kind = 'awards') => void refusals.push({ ...place, kind, code, field: columns[column][0] ?? null, message });
    const reference = cellOf(row, columns.reference);
    const badge = cellOf(row, columns.badge);
    const name = cellOf(row, columns.badgeName) ?? badge;
    const email = cellOf(row, columns.email);
    const awardedOn = dayOf(cellOf(row, columns.issuedOn) ?? '');
    const expires = cellOf(row, columns.expiresOn);
    const validUntil = expires === null ? null : endDayOf(expires);
    const state = cellOf(row, columns.state)?.toLowerCase() ?? '';
    if (!reference) return refuse('reference', 'Every row needs the number of its credential: it makes a repeated run harmless.', 'FIELD_MISSING');
    if (!badge || !name) return refuse('badge', 'A row names its badge.', 'FIELD_MISSING');
    if (!email) return refuse('email', 'A row names its recipient by e-mail address.', 'FIELD_MISSING');
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return refuse('email', 'This is no e-mail address.');
    if (!awardedOn) return refuse('issuedOn', 'A day is written as `2019-05-01`, `5/31/2019` (month first) or with a time after it.');
    if (awardedOn > today) return refuse('issuedOn', 'This day is still to come.');
    if (validUntil === undefined || (validUntil !== null && validUntil <= awardedOn)) return refuse('expiresOn', 'An end is a day after that of the issue.');
    if (isDraft(origin, state)) return refuse('state', 'This was never issued.', 'NOT_ISSUED');
    const partnerReference = `${origin}:${reference}`;
    if (awards.has(partnerReference)) return refuse('reference', 'The table has this number a second time.', 'REPEATED_IN_FILE');
    const code = `${origin}:${badge}`.slice(0, 100);
    if (!achievements.has(code)) {
      const told = { name, description: cellOf(row, columns.badgeDescription), criteria: null, imageUrl: image, tags: [], alignments: [], validFor: null };
      achievements.set(code, { ...place, key: code, code, issuer: key, version: versionOf(told, sector) });
    }
    const revoked = state === 'revoked' ? (cellOf(row, columns.revocation) ?? 'Revoked by the former host; no reason is stated.') : null;
    awards.set(partnerReference, { ...place, key: partnerReference, achievement: code, code, identifierType: 'EMAIL', identifier: email, awardedOn, validUntil, revoked });
  });
  return {
    issuers: [{ file, item: 0, key, name: issuer.name, url: issuer.url, description: null }],
    achievements: [...achievements.values()],
    awards: [...awards.values()],
    pathways: [],
    documents: [],
    refusals,
    leftBehind: {},
  };
}

/** Accredible lists what is not published yet; Credly what was rejected by its earner is an award still. */
const isDraft = (origin: TableOrigin, state: string): boolean => origin === 'accredible' && ['false', 'no', '0', 'unpublished', 'draft'].includes(state);
