import { LOG, type Platform, PLATFORM } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { JSONWebKeySet } from 'jose';
import type { AdapterFactory, Client, default as Provider } from 'oidc-provider';
import { Accounts } from '../account/accounts.service.js';
import { Sealing } from '../sealing.js';
import { TokenKeys, type TokenKeyRing } from '../token-key/token-keys.service.js';
import { accessTokenRevocation } from './access-token-revocation.js';
import { FrontEnds } from './front-ends.service.js';
import { providerSettings } from './provider-settings.js';
import { AuthorizationRecords } from './records.service.js';
import { RegistrationCheck } from './registration-check.js';

/** An oidc-provider with our rules in it. */
export interface OpenIdProvider {
  readonly provider: Provider;
  readonly registration: RegistrationCheck;
}

/**
 * The oidc-provider of the present keys. It is read and made when somebody first signs in, since reading it takes a good
 * part of a second; and made anew when the keys change, which is all it holds in memory.
 */
@Injectable()
export class Providers {
  private made: { readonly keys: string; readonly current: Promise<OpenIdProvider> } | undefined;

  constructor(
    private readonly keys: TokenKeys,
    private readonly records: AuthorizationRecords,
    private readonly frontEnds: FrontEnds,
    private readonly accounts: Accounts,
    private readonly sealing: Sealing,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async current(): Promise<OpenIdProvider> {
    const ring = await this.keys.ring();
    const keys = ring.keys.map(({ x }) => x).join(' ');
    if (this.made?.keys !== keys) {
      const current = this.make(ring);
      current.catch(() => (this.made = undefined));
      this.made = { keys, current };
    }
    return this.made.current;
  }

  private async make(ring: TokenKeyRing): Promise<OpenIdProvider> {
    const { Provider, errors } = await import('oidc-provider');
    const { publicUrl } = this.platform;
    const registration = new RegistrationCheck((code, message) =>
      code === 'invalid_redirect_uri' ? new errors.InvalidRedirectUri(message) : new errors.InvalidClientMetadata(message),
    );
    const provider = new Provider(
      `${publicUrl}/oidc`,
      providerSettings({
        publicUrl,
        ring,
        cookieKey: this.sealing.derivedKey('cookies'),
        adapter: this.adapter((description) => new errors.InvalidGrant(description)),
        accounts: this.accounts,
        registration,
        invalidTarget: () => new errors.InvalidTarget(),
      }),
    );
    // Addresses are made of the issuer's; only whether cookies are secure is read from the request.
    provider.proxy = true;
    const { frontEnds } = this;
    (provider.Client.prototype as Client).compareClientSecret = function compare(this: Client, secret: string) {
      return frontEnds.isSecret(this.clientId, this.clientSecret, secret);
    };
    const { records } = this;
    provider.use(accessTokenRevocation({ issuer: `${publicUrl}/oidc`, keys: ring.published as JSONWebKeySet, withdraw: (grant) => records.withdraw(grant) }));
    provider.on('server_error', (_ctx, error) => this.log.error({ err: error }, 'signing in failed'));
    return { provider, registration };
  }

  private adapter(used: (description: string) => Error): AdapterFactory {
    return (kind) => (kind === 'Client' ? this.frontEnds.adapter() : this.records.adapter(kind, used));
  }
}
