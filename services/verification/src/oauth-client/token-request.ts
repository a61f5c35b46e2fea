import type { NotFetched, Posting, PostOutcome } from '@cairn/fetching';

/** Who we are to an authorisation server. */
export interface OwnClient {
  readonly clientId: string;
  readonly secret: string;
}

/** What an authorisation server gave us. */
export interface GivenTokens {
  readonly access: string;
  /** Null: it gave none. */
  readonly refresh: string | null;
  /** Seconds that the access token is good for; null: it does not say. */
  readonly seconds: number | null;
}

export type TokenAnswer =
  | { readonly got: 'TOKENS'; readonly status: number; readonly tokens: GivenTokens }
  /** It answered, and gave no token that can be used. `error` is its code (RFC 6749, 5.2), if it has one. */
  | { readonly got: 'NO_TOKENS'; readonly status: number; readonly error: string | null }
  | { readonly got: 'NO_ANSWER'; readonly outcome: NotFetched };

/** Asks an authorisation server for tokens, with id and secret by Basic authentication (RFC 6749, section 2.3.1). */
export async function askForTokens(posting: Posting, tokenUrl: string, client: OwnClient, fields: Readonly<Record<string, string>>): Promise<TokenAnswer> {
  const outcome = await posting.post(tokenUrl, { headers: { ...basic(client), ...form }, body: new URLSearchParams(fields).toString(), wantsAnswer: true });
  if (outcome.outcome !== 'ANSWERED') return { got: 'NO_ANSWER', outcome };
  const { status } = outcome;
  const answer = objectIn(outcome);
  const tokens = status === 200 ? tokensIn(answer) : undefined;
  if (tokens) return { got: 'TOKENS', status, tokens };
  const { error } = answer;
  return { got: 'NO_TOKENS', status, error: typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? error : null };
}

/** Gives a token back (RFC 7009). Whatever comes of it, we have it no more. */
export const giveBack = (posting: Posting, revocationUrl: string, client: OwnClient, token: string): Promise<PostOutcome> =>
  posting.post(revocationUrl, { headers: { ...basic(client), ...form }, body: new URLSearchParams({ token }).toString() });

const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };

/** Both parts are form-encoded first. */
const basic = ({ clientId, secret }: OwnClient) => ({ authorization: `Basic ${Buffer.from(`${encoded(clientId)}:${encoded(secret)}`).toString('base64')}` });
const encoded = (text: string): string => new URLSearchParams({ text }).toString().slice('text='.length);

/** Bearer tokens of the shape that a header can carry (RFC 6750, 2.1). */
function tokensIn({ access_token: access, token_type: type, refresh_token: refresh, expires_in: seconds }: Answer): GivenTokens | undefined {
  const isBearer = typeof type === 'string' && type.toLowerCase() === 'bearer';
  if (!isBearer || typeof access !== 'string' || !/^[\w.~+/-]+=*$/.test(access)) return undefined;
  return {
    access,
    refresh: typeof refresh === 'string' && refresh !== '' ? refresh : null,
    seconds: typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 ? seconds : null,
  };
}

type Answer = Readonly<Record<string, unknown>>;

function objectIn({ answer }: { readonly answer: string | null }): Answer {
  try {
    const value: unknown = JSON.parse(answer ?? '');
    return typeof value === 'object' && value !== null ? (value as Answer) : {};
  } catch {
    return {};
  }
}
