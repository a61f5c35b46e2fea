import type { Posting } from '@cairn/fetching';
import { askForTokens } from '../oauth-client/token-request.js';
import { faultOf, type PushFault } from './record-push.js';
import type { RecordHost } from './record-host.js';

/** What a host is asked leave for (CLR 2.0, OAuth 2.0 scopes). */
const scope = 'https://purl.imsglobal.org/spec/clr/v2p0/scope/credential.upsert';

export interface Delivered {
  readonly status: number | null;
  readonly error: PushFault | null;
}

/**
 * Hands a record to a host: an access token for the client's id and secret (RFC 6749, sections 2.3.1 and 4.4), then `POST
 * <url>/credentials` of CLR 2.0. The same record again replaces itself there, by its id.
 */
export async function deliverRecord(posting: Posting, host: RecordHost & { readonly secret: string }, text: string): Promise<Delivered> {
  const answered = await askForTokens(posting, host.tokenUrl, host, { grant_type: 'client_credentials', scope });
  if (answered.got === 'NO_ANSWER') return { status: null, error: faultOf(answered.outcome) };
  if (answered.got === 'NO_TOKENS') return { status: answered.status, error: 'TOKEN_REFUSED' };
  const taken = await posting.post(`${host.url}/credentials`, { headers: { authorization: `Bearer ${answered.tokens.access}`, 'content-type': 'application/json', accept: 'application/json' }, body: text });
  return { status: taken.outcome === 'ANSWERED' ? taken.status : null, error: faultOf(taken) };
}
