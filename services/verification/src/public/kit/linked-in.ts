import type { ShownAward } from '../shown-award.js';

/** The fields of LinkedIn's form for certifications; null where there is nothing to fill in. */
export interface LinkedInFields {
  readonly name: string;
  readonly organizationName: string;
  readonly issueYear: number;
  readonly issueMonth: number;
  readonly expirationYear: number | null;
  readonly expirationMonth: number | null;
  readonly certUrl: string;
  readonly certId: string;
}

/** Its last day is the one before the first on which the award does not hold any more. */
export function linkedInFields({ title, issuer, awardedOn, validUntil, url, number }: ShownAward): LinkedInFields {
  const last = validUntil === null ? null : new Date(Date.parse(`${validUntil}T00:00:00Z`) - 86_400_000).toISOString();
  return {
    name: title,
    organizationName: issuer.name,
    issueYear: Number(awardedOn.slice(0, 4)),
    issueMonth: Number(awardedOn.slice(5, 7)),
    expirationYear: last === null ? null : Number(last.slice(0, 4)),
    expirationMonth: last === null ? null : Number(last.slice(5, 7)),
    certUrl: url,
    certId: number,
  };
}

/** Opens the form with the fields filled in, where LinkedIn still does so; the fields are told beside it for copying. */
export function linkedInUrl(fields: LinkedInFields): string {
  const filled = Object.entries(fields).filter(([, value]) => value !== null);
  return `https://www.linkedin.com/profile/add?${new URLSearchParams([['startTask', 'CERTIFICATION_NAME'], ...filled.map(([name, value]) => [name, String(value)])])}`;
}
