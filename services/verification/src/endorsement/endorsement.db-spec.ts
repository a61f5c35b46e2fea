import { type Principal, principalOf } from '@cairn/access';
import { bitAt, decodeBitstring, endorsementCredentialFaults, type JsonObject } from '@cairn/credentials';
import { earnerClaimed, earnerErased } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { Provider } from '../testing/provider.js';
import { publicUrl, VerificationRegistry } from '../testing/verification-registry.js';

const fields = `id url state kind comment message document ofOwnTenant version status { listUrl index revoked } endorser { id } award { id } issuer { id } achievementVersion { id }`;
const payload = `endorsement { ${fields} } position userErrors { code field message }`;

interface Node {
  id: string;
  url: string;
  state: string;
  message: string | null;
  comment: string | null;
  document: JsonObject | null;
  ofOwnTenant: boolean;
  status: { listUrl: string; index: number; revoked: boolean } | null;
}
interface Payload {
  endorsement: Node | null;
  position: string | null;
  userErrors: { code: string }[];
}

describe('endorsing', () => {
  let registry: VerificationRegistry;
  let harbour: Provider;
  let guild: Provider;

  beforeAll(async () => {
    registry = await VerificationRegistry.open();
    harbour = await new Provider(registry).introduce();
    guild = await new Provider(registry).introduce();
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
  });

  const mutate = async (name: string, type: string, input: object, principal: Principal): Promise<Payload> =>
    (await registry.ask<Record<string, Payload>>(`mutation ($input: ${type}!) { ${name}(input: $input) { ${payload} } }`, { input }, principal))[name] as Payload;
  const request = (subject: object, principal = harbour.administrator, more: object = {}) =>
    mutate('requestEndorsement', 'RequestEndorsementInput', { endorserId: `iss_${guild.issuer}`, subject, ...more }, principal);
  const endorse = (input: object, principal = guild.administrator) => mutate('endorse', 'EndorseInput', { comment: 'They build boats that float.', ...input }, principal);
  const say = (what: 'acceptEndorsement' | 'declineEndorsement' | 'withdrawEndorsement', id: string, principal: Principal) => mutate(what, 'EndorsementIdInput', { id }, principal);
  const codes = ({ userErrors }: Payload) => userErrors.map(({ code }) => code);
  const verify = async (document: unknown) =>
    (
      await registry.ask<{ verifyCredential: { verdict: string; ours: boolean; steps: { step: string; outcome: string; code: string | null; message: string }[] } }>(
        `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict ours steps { step outcome code message } } }`,
        { input: { document } },
      )
    ).verifyCredential;
  const anAward = async () => harbour.award();
  const claimed = async (earner: string): Promise<Principal> => {
    const account = newId();
    await registry.hear({ contract: earnerClaimed, tenant: harbour.tenant, subject: earner, version: 2, data: { earner, account, at: registry.now() } });
    return principalOf({ kind: 'PERSON', actor: account, account });
  };

  it('goes from the request over the signed offer to an accepted statement that any verifier checks', async () => {
    const subject = { achievementVersionId: `acv_${harbour.achievementVersion}` };
    const asked = await request(subject, harbour.administrator, { message: 'You know our work.' });
    expect(asked.endorsement).toMatchObject({ state: 'REQUESTED', message: 'You know our work.', comment: null, document: null, ofOwnTenant: false });
    const { id } = asked.endorsement as Node;
    const offered = await endorse({ endorsementId: id });
    expect(offered.endorsement).toMatchObject({ state: 'OFFERED', message: 'You know our work.', comment: 'They build boats that float.' });
    const accepted = await say('acceptEndorsement', id, harbour.administrator);
    expect(accepted.endorsement).toMatchObject({ state: 'ACCEPTED' });
    expect(accepted.position).not.toBeNull();
    const document = accepted.endorsement?.document as JsonObject;
    expect(endorsementCredentialFaults(document)).toEqual([]);
    expect(document).toMatchObject({
      id: `${publicUrl}/e/${id}`,
      type: ['VerifiableCredential', 'EndorsementCredential'],
      credentialSubject: { id: `${publicUrl}/a/acv_${harbour.achievementVersion}`, endorsementComment: 'They build boats that float.' },
    });
    expect(await verify(document)).toMatchObject({ verdict: 'VALID' });

    const read = await registry.get(`/e/${id}`, { accept: 'application/json' });
    expect(await read.json()).toEqual(document);
    const page = await registry.get(`/e/${id}`, { accept: 'text/html' });
    expect([page.headers.get('content-type'), await page.text()]).toEqual([expect.stringContaining('text/html'), expect.stringContaining('They build boats that float.')]);
    expect((await registry.get(`/e/${id}`, { accept: 'image/png' })).status).toBe(406);

    const found = await registry.ask<{ _entities: { endorsements: { nodes: { id: string; message: string | null }[]; totalCount: number } }[] }>(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Achievement { endorsements(first: 5) { nodes { id message } totalCount } } } }`,
      { r: [{ __typename: 'Achievement', id: `ach_${await achievementOf(harbour)}` }] },
    );
    expect(found._entities[0]?.endorsements).toEqual({ nodes: [{ id, message: null }], totalCount: 1 });
  });

  const achievementOf = async (provider: Provider) =>
    (
      await registry.test.database.work((tx) =>
        tx.query<{ id: string }>(`SELECT content ->> 'achievement' AS id FROM achievement_text WHERE version_id = $1`, [provider.achievementVersion]),
      )
    )[0]?.id;

  it('sets the bit of a withdrawn endorsement, which verifies as revoked and says so on its page', async () => {
    const { endorsement } = await endorse({ endorserId: `iss_${guild.issuer}`, subject: { issuerId: `iss_${harbour.issuer}` } });
    const { id } = endorsement as Node;
    await say('acceptEndorsement', id, harbour.administrator);
    registry.forward(5_000);
    const withdrawn = await say('withdrawEndorsement', id, guild.administrator);
    expect(withdrawn.endorsement).toMatchObject({ state: 'WITHDRAWN', status: { revoked: true } });
    const checked = await verify(endorsement?.document);
    expect(checked.verdict).toBe('INVALID');
    expect(checked.steps).toContainEqual(expect.objectContaining({ step: 'revocation', outcome: 'INVALID', code: 'REVOKED' }));
    registry.forward(5_000);
    const { listUrl, index } = endorsement?.status as { listUrl: string; index: number };
    const list = (await (await registry.get(listUrl.slice(publicUrl.length))).json()) as { credentialSubject: { encodedList: string } };
    const decoded = decodeBitstring(list.credentialSubject.encodedList);
    expect(decoded.ok && bitAt(decoded.bits, index)).toBe(true);
    expect(await (await registry.get(`/e/${id}`, { accept: 'text/html' })).text()).toContain('Withdrawn by the endorser');
    expect(codes(await say('acceptEndorsement', id, harbour.administrator))).toEqual(['ENDORSEMENT_STATE_INVALID']);
  });

  it('lets the holder of an award accept what is said of it, not its issuer', async () => {
    const fact = await anAward();
    const person = await claimed(fact.earner);
    const asked = await request({ awardId: `awd_${fact.award}` }, person);
    const { id } = asked.endorsement as Node;
    await endorse({ endorsementId: id });
    const offeredTo = async (who?: Principal) =>
      (
        await registry.ask<{ _entities: { endorsements: { nodes: { id: string }[] } }[] }>(
          `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Award { endorsements(first: 5, state: OFFERED) { nodes { id } } } } }`,
          { r: [{ __typename: 'Award', id: `awd_${fact.award}` }] },
          who,
        )
      )._entities[0]?.endorsements.nodes;
    expect([await offeredTo(person), await offeredTo(), await offeredTo(principalOf({ actor: newId(), tenant: newId(), rights: ['ADMINISTER'] }))]).toEqual([[{ id }], [], []]);
    expect(codes(await say('acceptEndorsement', id, harbour.administrator))).toEqual(['GRANT_MISSING']);
    expect((await say('acceptEndorsement', id, person)).endorsement).toMatchObject({ state: 'ACCEPTED', award: { id: `awd_${fact.award}` } });
  });

  it('shows a private award’s endorsement to its sides only, and an offered one to nobody else', async () => {
    const fact = await harbour.award({ visibility: 'PRIVATE' });
    const asked = await request({ awardId: `awd_${fact.award}` });
    const { id } = asked.endorsement as Node;
    const read = async (principal?: Principal) => (await registry.ask<{ endorsement: { id: string } | null }>(`query ($id: ID!) { endorsement(id: $id) { id } }`, { id }, principal)).endorsement;
    const stranger = principalOf({ actor: newId(), tenant: newId(), rights: ['ADMINISTER'] });
    await endorse({ endorsementId: id });
    await say('acceptEndorsement', id, harbour.administrator);
    expect([await read(), await read(stranger), (await registry.get(`/e/${id}`)).status]).toEqual([null, null, 404]);
    expect([await read(harbour.administrator), await read(guild.administrator)]).toEqual([{ id }, { id }]);
  });

  it('forgets what was said of an award when its person is erased; a copy goes on verifying', async () => {
    const fact = await anAward();
    const { id } = (await request({ awardId: `awd_${fact.award}` }, harbour.administrator, { message: 'About the person.' })).endorsement as Node;
    const { endorsement } = await endorse({ endorsementId: id });
    await registry.hear({ contract: earnerErased, tenant: harbour.tenant, subject: fact.earner, version: 5, data: { earner: fact.earner, at: registry.now() } });
    const left = await registry.ask<{ endorsement: Node | null }>(`query ($id: ID!) { endorsement(id: $id) { ${fields} } }`, { id }, guild.administrator);
    expect(left.endorsement).toMatchObject({ message: null, comment: null, document: null, status: { revoked: false } });
    expect(await verify(endorsement?.document)).toMatchObject({ verdict: 'VALID' });
  });

  it('refuses the wrong side, the wrong state and strangers', async () => {
    const fact = await anAward();
    const { id } = (await request({ awardId: `awd_${fact.award}` })).endorsement as Node;
    const stranger = principalOf({ actor: newId(), tenant: newId(), rights: ['ADMINISTER'] });
    const reader = principalOf({ actor: newId(), tenant: harbour.tenant, rights: ['AWARD'] });
    expect(codes(await endorse({ endorsementId: id }, harbour.administrator))).toEqual(['NOT_FOUND']);
    expect(codes(await endorse({ endorsementId: id }, stranger))).toEqual(['NOT_FOUND']);
    expect(codes(await say('acceptEndorsement', id, harbour.administrator))).toEqual(['ENDORSEMENT_STATE_INVALID']);
    expect(codes(await say('withdrawEndorsement', id, guild.administrator))).toEqual(['ENDORSEMENT_STATE_INVALID']);
    await endorse({ endorsementId: id });
    expect(codes(await endorse({ endorsementId: id }))).toEqual(['ENDORSEMENT_STATE_INVALID']);
    expect(codes(await say('acceptEndorsement', id, guild.administrator))).toEqual(['GRANT_MISSING']);
    expect(codes(await say('acceptEndorsement', id, reader))).toEqual(['GRANT_MISSING']);
    expect(codes(await say('acceptEndorsement', id, stranger))).toEqual(['NOT_FOUND']);
    expect(codes(await say('withdrawEndorsement', id, harbour.administrator))).toEqual(['GRANT_MISSING']);
    expect((await say('declineEndorsement', id, harbour.administrator)).endorsement).toMatchObject({ state: 'DECLINED' });
    expect((await registry.get(`/e/${id}`)).status).toBe(404);
  });

  it('refuses endorsing oneself, endorsing twice, and asking for what is another’s', async () => {
    const own = { endorserId: `iss_${harbour.issuer}`, subject: { achievementVersionId: `acv_${harbour.achievementVersion}` } };
    expect(codes(await endorse(own, harbour.administrator))).toEqual(['ENDORSEMENT_OF_ONESELF']);
    expect(codes(await mutate('requestEndorsement', 'RequestEndorsementInput', own, harbour.administrator))).toEqual(['ENDORSEMENT_OF_ONESELF']);
    const fact = await anAward();
    await request({ awardId: `awd_${fact.award}` });
    expect(codes(await request({ awardId: `awd_${fact.award}` }))).toEqual(['ALREADY_EXISTS']);
    expect(codes(await request({ issuerId: `iss_${harbour.issuer}` }, guild.administrator))).toEqual(['GRANT_MISSING']);
    const hidden = await harbour.award({ visibility: 'PRIVATE' });
    expect(codes(await endorse({ endorserId: `iss_${guild.issuer}`, subject: { awardId: `awd_${hidden.award}` } }))).toEqual(['NOT_FOUND']);
    await expect(request({})).rejects.toThrow(/BAD_USER_INPUT/);
  });
});
