import type { IncomingMessage } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { registeredForMember } from './registered-for.js';
import { checkRegistration } from './registration-rule.js';
import { walletScopes } from './scopes.js';

/** Who registers with a request: the tenant whose administrator's key it carries, or (null) whoever it is. */
type Registrant = string | null;

/**
 * Puts our rule between oidc-provider and what wants to be registered. Its hook is synchronous, so who registers is found
 * out before and remembered with the request.
 */
export class RegistrationCheck {
  private readonly registrants = new WeakMap<IncomingMessage, Registrant>();

  /** @param refused makes the error that oidc-provider answers with (RFC 7591, section 3.2.2) */
  constructor(private readonly refused: (code: 'invalid_redirect_uri' | 'invalid_client_metadata', message: string) => Error) {}

  remember(request: IncomingMessage, registrant: Registrant): void {
    this.registrants.set(request, registrant);
  }

  /** Throws when the metadata may not be registered. Clients that are only read pass: they were checked when they came. */
  apply(ctx: KoaContextWithOIDC | undefined, metadata: object): void {
    if (ctx?.oidc.route !== 'registration') return;
    const asked = metadata as Record<string, unknown>;
    const registrant = this.registrants.get(ctx.req) ?? null;
    const checked = checkRegistration(asked, registrant !== null);
    if (!checked.ok) {
      const [first] = checked.refusals;
      throw this.refused(first?.field?.[0] === 'redirect_uris' ? 'invalid_redirect_uri' : 'invalid_client_metadata', first?.message ?? '');
    }
    asked.scope ??= walletScopes.join(' ');
    asked[registeredForMember] = registrant ?? undefined;
  }
}
