import { type Fetching, type FetchOutcome, jsonTypes, type NotFetched, type Posting } from '@cairn/fetching';
import { askForTokens, type GivenTokens, giveBack, type OwnClient } from '../oauth-client/token-request.js';
import { type CredentialPage, readPage } from './credential-page.js';
import type { SourceFault } from './credential-source.js';
import { type HostDescription, readHostDescription } from './host-description.js';
import { readRegistration, type Registered, registrationOf } from './registration.js';

/** What a call came to: what was asked for, or why not. */
export type Called<Value> = { readonly value: Value; readonly fault?: undefined } | { readonly fault: SourceFault };

export type PageCall =
  | { readonly got: 'PAGE'; readonly page: CredentialPage; readonly etag: string | null }
  /** Nothing changed since the answer with that tag. */
  | { readonly got: 'UNCHANGED' }
  | { readonly got: 'TOO_LARGE' }
  /** The token is not taken (401). */
  | { readonly got: 'NO_ACCESS' }
  | { readonly got: 'FAULT'; readonly fault: SourceFault };

const descriptionBytes = 256 * 1_024;
const pageBytes = 2 * 1_024 * 1_024;

/** A list, or a part of it, that is asked for. */
export interface AskedPage {
  readonly limit: number;
  readonly offset: number;
  /** Only what was issued after; null: everything. */
  readonly since: Date | null;
  /** Tag of an answer that we still know; null: of none. */
  readonly etag: string | null;
}

/** Calls to a host of Open Badges 3.0 as its client, through the guarded ways out. Nothing is thrown, and nothing is believed. */
export class HostCalls {
  constructor(private readonly out: Fetching & Posting) {}

  async describe(url: string): Promise<Called<HostDescription>> {
    const fetched = await this.out.get(`${url}/discovery`, { accept: jsonTypes, bytesMax: descriptionBytes });
    if (fetched.outcome !== 'FETCHED') return { fault: faultOf(fetched) };
    const description = readHostDescription(json(Buffer.from(fetched.body).toString()), url);
    return description ? { value: description } : { fault: 'NO_DESCRIPTION' };
  }

  /** RFC 7591. @param returnTo where the host sends people back to */
  async register({ registrationUrl, scopes }: HostDescription, returnTo: string, registry: string): Promise<Called<Registered>> {
    const answered = await this.out.post(registrationUrl, {
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(registrationOf(returnTo, registry, scopes)),
      wantsAnswer: true,
    });
    if (answered.outcome !== 'ANSWERED') return { fault: faultOf(answered) };
    if (answered.status >= 500) return { fault: 'NOT_ANSWERING' };
    const registered = answered.status === 201 || answered.status === 200 ? readRegistration(json(answered.answer ?? '')) : undefined;
    return registered ? { value: registered } : { fault: 'CLIENT_REFUSED' };
  }

  exchange(tokenUrl: string, client: OwnClient, back: { readonly code: string; readonly verifier: string; readonly returnTo: string }): Promise<Called<GivenTokens>> {
    return this.tokens(tokenUrl, client, { grant_type: 'authorization_code', code: back.code, redirect_uri: back.returnTo, code_verifier: back.verifier }, 'NOT_AGREED');
  }

  renew(refreshUrl: string, client: OwnClient, refreshToken: string): Promise<Called<GivenTokens>> {
    return this.tokens(refreshUrl, client, { grant_type: 'refresh_token', refresh_token: refreshToken }, 'SHUT_OUT');
  }

  async giveBack(revocationUrl: string, client: OwnClient, token: string): Promise<void> {
    await giveBack(this.out, revocationUrl, client, token);
  }

  async page(url: string, access: string, { limit, offset, since, etag }: AskedPage): Promise<PageCall> {
    const query = new URLSearchParams({ limit: String(limit), offset: String(offset), ...(since ? { since: since.toISOString() } : {}) });
    const fetched = await this.out.get(`${url}/credentials?${query}`, {
      accept: jsonTypes,
      bytesMax: pageBytes,
      headers: { authorization: `Bearer ${access}`, ...(etag === null ? {} : { 'if-none-match': etag }) },
      wantsHeaders: ['link', 'x-total-count', 'etag'],
    });
    if (fetched.outcome !== 'FETCHED') return notPage(fetched, etag !== null);
    const page = readPage(Buffer.from(fetched.body).toString(), fetched.headers);
    return page ? { got: 'PAGE', page, etag: fetched.headers['etag'] ?? null } : { got: 'FAULT', fault: 'LIST_INVALID' };
  }

  private async tokens(url: string, client: OwnClient, fields: Readonly<Record<string, string>>, refused: SourceFault): Promise<Called<GivenTokens>> {
    const answered = await askForTokens(this.out, url, client, fields);
    if (answered.got === 'TOKENS') return { value: answered.tokens };
    if (answered.got === 'NO_ANSWER') return { fault: faultOf(answered.outcome) };
    if (answered.status >= 500 || answered.status === 429) return { fault: 'NOT_ANSWERING' };
    return { fault: answered.error === 'invalid_client' || answered.error === 'unauthorized_client' ? 'CLIENT_REFUSED' : refused };
  }
}

function notPage(outcome: NotFetched, wasTagged: boolean): PageCall {
  if (outcome.outcome === 'TOO_LARGE') return { got: 'TOO_LARGE' };
  const { status } = outcome;
  if (status === 304 && wasTagged) return { got: 'UNCHANGED' };
  if (status === 401) return { got: 'NO_ACCESS' };
  if (status === 403) return { got: 'FAULT', fault: 'SHUT_OUT' };
  return { got: 'FAULT', fault: outcome.outcome === 'TYPE_NOT_ALLOWED' ? 'LIST_INVALID' : faultOf(outcome) };
}

function faultOf({ outcome, status }: Exclude<FetchOutcome, { readonly outcome: 'FETCHED' }>): SourceFault {
  if (outcome === 'ADDRESS_NOT_ALLOWED' || outcome === 'REDIRECTED') return outcome;
  if (outcome === 'TOO_LARGE' || outcome === 'TYPE_NOT_ALLOWED') return 'NO_DESCRIPTION';
  if (outcome === 'TOO_MANY_REDIRECTS') return 'REDIRECTED';
  return outcome === 'STATUS_NOT_OK' && status !== undefined && status < 500 && status !== 429 ? 'STATUS_NOT_OK' : 'NOT_ANSWERING';
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
