import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aRegistry, aTenant, type TestTenant } from '@cairn/testkit';
import { eventually } from './arrange.js';
import { Browser, type Seen } from './browser.js';

export const backTo = 'https://desk.example/back';

/** Where the registry says it is; its tokens are for this address. */
export async function publicUrl(): Promise<string> {
  const { url } = aRegistry();
  const { issuer } = (await (await fetch(`${url}/oidc/.well-known/openid-configuration`)).json()) as { issuer: string };
  return issuer.slice(0, -'/oidc'.length);
}

export interface RegisteredFrontEnd {
  readonly client_id: string;
  readonly client_secret?: string;
  readonly scope: string;
}

export async function register(metadata: object, key?: string): Promise<{ status: number; body: RegisteredFrontEnd & { error?: string } }> {
  const response = await fetch(`${aRegistry().url}/oidc/reg`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
    body: JSON.stringify({ client_name: 'Desk', redirect_uris: [backTo], token_endpoint_auth_method: 'none', ...metadata }),
  });
  return { status: response.status, body: (await response.json()) as RegisteredFrontEnd & { error?: string } };
}

export type Person = Readonly<Record<'email' | 'password', string>>;

/** Makes an account as a person does: by the page, and by the link in the mail. */
export async function aPerson(name = 'Aino Aalto'): Promise<Person> {
  const { url, mailDir } = aRegistry();
  const browser = new Browser(url);
  const person = { email: `p${randomBytes(6).toString('hex')}@people.example`, password: randomBytes(9).toString('base64url') };
  // A registry that is busy says so, and is asked again.
  const asked = await eventually(async () => browser.send(await browser.open('/oidc/register'), '/register', { name, ...person }), ({ status }) => status !== 503);
  if (asked.status !== 200) throw new Error(`not registered: ${asked.text}`);
  const link = linkTo(mailDir, person.email);
  const confirmed = await browser.send(await browser.open(link), '/confirm');
  if (confirmed.status !== 200) throw new Error(`not confirmed: ${confirmed.text}`);
  return person;
}

export function linkTo(mailDir: string, email: string): string {
  const mails = readdirSync(mailDir).map((file) => readFileSync(join(mailDir, file), 'utf8'));
  const [link] = /http\S+/.exec(mails.find((text) => text.includes(`To: ${email}\n`)) ?? '') ?? [];
  if (!link) throw new Error(`no mail to ${email}`);
  return link;
}

/** A front end's request, as it sends a person to sign in. */
export class Request {
  readonly verifier = randomBytes(32).toString('base64url');
  readonly state = randomBytes(8).toString('base64url');
  readonly browser = new Browser(aRegistry().url);

  constructor(
    readonly client: RegisteredFrontEnd,
    readonly scope = 'openid award',
  ) {}

  begin(change: Readonly<Record<string, string | undefined>> = {}): Promise<Seen> {
    const challenge = createHash('sha256').update(this.verifier).digest('base64url');
    const asked: Record<string, string | undefined> = {
      client_id: this.client.client_id,
      response_type: 'code',
      redirect_uri: backTo,
      scope: this.scope,
      state: this.state,
      ...(this.scope.split(' ').includes('openid') ? { nonce: 'n-1' } : {}),
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...(this.scope.includes('offline_access') ? { prompt: 'consent' } : {}),
      ...change,
    };
    const given = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return this.browser.open(`/oidc/auth?${new URLSearchParams(given)}`);
  }

  /** Signs in and agrees; answers the code that the front end is handed. */
  async code({ email, password }: Person): Promise<string> {
    const asked = await this.browser.send(await this.begin(), '/sign-in', { email, password });
    const back = asked.url.origin === this.browser.origin ? await this.browser.send(asked, '/agree') : asked;
    const code = back.url.searchParams.get('code');
    if (!code || back.url.searchParams.get('state') !== this.state) throw new Error(`no code: ${back.url} ${back.text}`);
    return code;
  }

  exchange(code: string, change: Readonly<Record<string, string>> = {}): Promise<Tokens> {
    return tokenRequest({ grant_type: 'authorization_code', client_id: this.client.client_id, redirect_uri: backTo, code, code_verifier: this.verifier, ...change });
  }

  refresh(refreshToken: string, change: Readonly<Record<string, string>> = {}): Promise<Tokens> {
    return tokenRequest({ grant_type: 'refresh_token', client_id: this.client.client_id, refresh_token: refreshToken, ...change });
  }

  async tokens(person: Person): Promise<Tokens> {
    return this.exchange(await this.code(person));
  }
}

export interface Tokens {
  readonly status: number;
  readonly access_token: string;
  readonly id_token?: string;
  readonly refresh_token?: string;
  readonly scope?: string;
  readonly expires_in: number;
  readonly error?: string;
}

export async function tokenRequest(fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<Tokens> {
  const response = await fetch(`${aRegistry().url}/oidc/token`, { method: 'POST', body: new URLSearchParams(fields), headers });
  return { ...((await response.json()) as Omit<Tokens, 'status'>), status: response.status };
}

/** Authenticates a client by its secret (RFC 6749, section 2.3.1). */
export const basic = (id: string, secret: string): Record<string, string> => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` });

export const viewer = '{ viewer { accountId clientId rights tenant { id } operator } }';

export interface Viewer {
  readonly viewer: { readonly accountId: string | null; readonly clientId: string | null; readonly rights: string[]; readonly tenant: { id: string } | null; readonly operator: boolean };
}

/** A tenant with a front end of its own, and somebody with an account. */
export async function aFrontDesk(): Promise<{ readonly tenant: TestTenant; readonly desk: RegisteredFrontEnd; readonly person: Person }> {
  const tenant = await aTenant('Riverside Institute');
  const { body: desk } = await register({ scope: 'openid offline_access administer design publish award' }, tenant.key ?? '');
  return { tenant, desk, person: await aPerson() };
}
