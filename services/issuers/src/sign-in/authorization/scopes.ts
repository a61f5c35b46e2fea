import { badgeScopes, rights } from '@cairn/access';

/** What a token may be asked to be good for. Each right is a scope in lower case; it bounds a token and gives nothing. */
export const rightScopes: readonly string[] = rights.map((right) => right.toLowerCase());

/** Of OpenID Connect: who it is, and staying signed in. */
export const openIdScopes: readonly string[] = ['openid', 'offline_access'];

const openBadges = 'https://purl.imsglobal.org/spec/ob/v3p0/scope';

/** Of Open Badges 3.0, section 7.1.2. */
export const openBadgesScopes: readonly string[] = badgeScopes;

/** What a wallet that registered itself may ask for: nothing beyond the public contract. */
export const walletScopes: readonly string[] = [...openIdScopes, ...openBadgesScopes];

const words: Readonly<Record<string, string>> = {
  openid: 'know who you are',
  offline_access: 'stay signed in when you close it',
  administer: 'administer your organisation: its staff, programs and units',
  design: 'design achievements and pathways',
  publish: 'publish achievements and pathways',
  award: 'award achievements',
  revoke: 'revoke awards',
  review: 'review what people submit',
  analyse: 'read figures about awards and pathways',
  audit: 'read the audit trail',
  [`${openBadges}/credential.readonly`]: 'read your credentials',
  [`${openBadges}/credential.upsert`]: 'add credentials to yours',
  [`${openBadges}/profile.readonly`]: 'read your profile',
  [`${openBadges}/profile.update`]: 'change your profile',
};

/** What a scope means, to finish the sentence "It wants to …". */
export const scopeWords = (scope: string): string => words[scope] ?? scope;
