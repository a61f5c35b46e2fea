const base = 'https://purl.imsglobal.org/spec/ob/v3p0/scope/';

/** Scopes of Open Badges 3.0, section 7.1.2: what a wallet may do with the backpack of the person who let it in. */
export const badgeScopes = [
  `${base}credential.readonly`,
  `${base}credential.upsert`,
  `${base}profile.readonly`,
  `${base}profile.update`,
] as const;
export type BadgeScope = (typeof badgeScopes)[number];
