import type { IssuerProfile as ToldProfile } from '@cairn/events';
import { didWebOfIssuer } from '@cairn/credentials';

/** One version of an issuer's profile, as documents quote it. */
export interface ProfileVersion {
  readonly tenant: string;
  readonly issuer: string;
  readonly version: number;
  readonly name: string;
  readonly url: string;
  readonly imageUrl: string | null;
  readonly state: ToldProfile['state'];
  readonly domainState: ToldProfile['domainState'];
  readonly at: string;
}

/** Under what name an issuer signs, for ever. */
export interface IssuerIdentity {
  readonly tenant: string;
  readonly issuer: string;
  readonly slug: string;
  readonly did: string;
}

export const profileVersion = (tenant: string, version: number, told: ToldProfile): ProfileVersion => ({
  tenant,
  version,
  issuer: told.issuer,
  name: told.name,
  url: told.url,
  imageUrl: told.imageUrl,
  state: told.state,
  domainState: told.domainState,
  at: told.at,
});

/** `did:web:<host>:i:<slug>`; its document is served at `/i/<slug>/did.json` of the public address. */
export const identityOf = (publicUrl: string, tenant: string, issuer: string, slug: string): IssuerIdentity => ({
  tenant,
  issuer,
  slug,
  did: didWebOfIssuer(new URL(publicUrl).host, slug),
});

/** For an issuer that takes the former slug of another: whoever held it first signs under it. */
export const distinctSlug = (slug: string, issuer: string): string => `${slug}-${issuer.slice(-12)}`;
