import type { OwnClient } from '../oauth-client/token-request.js';
import type { SourceFault } from './credential-source.js';
import type { AskedPage, HostCalls, PageCall } from './host-calls.js';
import { type HeldTokens, tokensAt } from './source-secrets.js';

/** An access token that ends so soon is renewed before it is used. */
const soonMs = 30_000;

/** Access to one host: renewed when it ends or is not taken, once for each call. */
export class SourceAccess {
  /** @param kept takes renewed tokens before they are used: a host that gives a refresh token once takes the old one no more */
  constructor(
    private readonly calls: HostCalls,
    private readonly url: string,
    private readonly refreshUrl: string,
    private readonly client: OwnClient,
    private tokens: HeldTokens,
    private readonly kept: (tokens: HeldTokens) => Promise<void>,
    private readonly now: () => number,
  ) {}

  async page(asked: AskedPage): Promise<Exclude<PageCall, { readonly got: 'NO_ACCESS' }>> {
    const { endsAt } = this.tokens;
    const isOver = endsAt !== null && endsAt <= this.now() + soonMs;
    const first = isOver ? ({ got: 'NO_ACCESS' } as const) : await this.calls.page(this.url, this.tokens.access, asked);
    if (first.got !== 'NO_ACCESS') return first;
    const fault = await this.renew();
    if (fault !== null) return { got: 'FAULT', fault };
    const second = await this.calls.page(this.url, this.tokens.access, asked);
    return second.got === 'NO_ACCESS' ? { got: 'FAULT', fault: 'SHUT_OUT' } : second;
  }

  private async renew(): Promise<SourceFault | null> {
    const { refresh } = this.tokens;
    if (refresh === null) return 'SHUT_OUT';
    const given = await this.calls.renew(this.refreshUrl, this.client, refresh);
    if (given.fault !== undefined) return given.fault;
    // A host that gives no other refresh token leaves the one there is good (RFC 6749, section 6).
    this.tokens = tokensAt({ ...given.value, refresh: given.value.refresh ?? refresh }, this.now());
    await this.kept(this.tokens);
    return null;
  }
}
