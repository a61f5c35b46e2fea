import { aRegistry, aTenant, type GraphClient, type TestTenant, Wallet } from '@cairn/testkit';
import { type AchievementMarked, anAward, anIssuer, aPublishedAchievement, type AwardMarked, eventually, revoke } from './arrange.js';
import { aPerson, publicUrl, register, Request } from './signing-in.js';

interface Offered {
  readonly offer: { id: string };
  readonly uri: string;
  readonly qrCode: string;
  readonly transactionCode: string;
}

const refusals = 'userErrors { code field message }';
const offer = `mutation ($input: OfferToWalletInput!) { offerToWallet(input: $input) { offer { id } uri qrCode transactionCode ${refusals} } }`;
const verify = `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict ours } }`;

describe('a person with a wallet', () => {
  let tenant: TestTenant;
  let achievement: AchievementMarked;
  let award: AwardMarked;
  let person: GraphClient;
  let base: string;
  beforeAll(async () => {
    tenant = await aTenant('Lighthouse College');
    achievement = await aPublishedAchievement(tenant, await anIssuer(tenant), 'Keeps a lighthouse');
    award = await anAward(tenant, achievement, `W-${Date.now()}`);
    base = await publicUrl();
    const { body: desk } = await register({ scope: 'openid award' }, tenant.key ?? '');
    const { access_token: token } = await new Request(desk, 'openid award').tokens(await aPerson('Runa Rasmussen'));
    person = tenant.as(token);
    const link = await tenant.mutate<{ token: string }>(`mutation ($input: CreateClaimLinkInput!) { createClaimLink(input: $input) { token ${refusals} } }`, { input: { earnerId: award.earnerId } });
    await person.mutate(`mutation ($input: ClaimEarnerInput!) { claimEarner(input: $input) { earner { id } ${refusals} } }`, { input: { token: link.token } });
  });

  /** The registry of the test listens elsewhere than where it says it is. */
  const aWallet = () => new Wallet(((input: string | URL, init?: RequestInit) => fetch(String(input).replace(base, aRegistry().url), init)) as typeof fetch);
  const offered = (by: GraphClient, id: string) =>
    eventually(() => by.mutate<Offered>(offer, { input: { awardId: id } }).catch(() => null), (made) => made !== null) as Promise<Offered>;
  const verdict = async (document: unknown) => (await aRegistry().operator.as(null).read<{ verifyCredential: { verdict: string } }>(verify, { input: { document } })).verifyCredential.verdict;

  it('takes a credential over real HTTP, bound to the wallet’s own key, and it goes on being checked', async () => {
    const made = await offered(person, award.id);
    const wallet = aWallet();
    const credential = (await wallet.take(made.uri, made.transactionCode)) as { id: string; credentialSubject: { id: string } };
    expect(credential.credentialSubject.id).toBe(wallet.did);
    expect(credential.id.split('/').at(-1)).toBe(award.id);
    expect(await verdict(credential)).toBe('VALID');
    expect(await person.read(`query ($id: ID!) { walletOffer(id: $id) { state award { id } } }`, { id: made.offer.id })).toEqual({ walletOffer: { state: 'TAKEN', award: { id: award.id } } });
    await expect(wallet.take(made.uri, made.transactionCode)).rejects.toThrow();
    await revoke(tenant, award.id);
    await eventually(() => verdict(credential), (now) => now === 'INVALID');
  });

  it('gets nothing with a wrong transaction code, and nothing at all after five', async () => {
    const another = await anAward(tenant, achievement, `W2-${Date.now()}`);
    const made = await offered(tenant, another.id);
    const wallet = aWallet();
    const opened = await wallet.open(made.uri);
    const wrong = made.transactionCode === '123456' ? '654321' : '123456';
    for (let guess = 1; guess <= 5; guess += 1) await expect(wallet.token(opened, wrong)).rejects.toThrow();
    await expect(wallet.token(opened, made.transactionCode)).rejects.toThrow();
  });

  it('finds metadata where the protocol has it, apart from that of signing in', async () => {
    const { url } = aRegistry();
    const issuer = (await (await fetch(`${url}/.well-known/openid-credential-issuer/wallet`)).json()) as { credential_issuer: string };
    const server = (await (await fetch(`${url}/.well-known/oauth-authorization-server/wallet`)).json()) as { issuer: string };
    const signIn = (await (await fetch(`${url}/.well-known/oauth-authorization-server/oidc`)).json()) as { issuer: string };
    expect([issuer.credential_issuer, server.issuer, signIn.issuer]).toEqual([`${base}/wallet`, `${base}/wallet`, `${base}/oidc`]);
  });
});
