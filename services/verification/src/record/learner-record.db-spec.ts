import { type Principal, principalOf } from '@cairn/access';
import type { JsonObject } from '@cairn/credentials';
import { type AwardFact, completionLost, completionReached, earnerClaimed, earnerErased, pathwayVersionPublished } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';

interface Payload {
  recordCredential: { id: string; url: string; credentialCount: number; document: Clr | null; status: { revoked: boolean } } | null;
  userErrors: { code: string; field: string[] | null }[];
}
type Clr = JsonObject & {
  id: string;
  issuer: { id: string };
  credentialSubject: { verifiableCredential: JsonObject[]; achievement?: { id: string; name: string }[]; association?: { associationType: string; sourceId: string; targetId: string }[] };
};

describe('learner records', () => {
  let registry: VerificationRegistry;
  let harbour: Provider;

  beforeAll(async () => {
    registry = await VerificationRegistry.open();
    harbour = await new Provider(registry).introduce();
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
  });

  const make = async (input: object, principal: Principal = harbour.administrator): Promise<Payload> =>
    (
      await registry.ask<{ makeRecord: Payload }>(
        `mutation ($input: MakeRecordInput!) { makeRecord(input: $input) { recordCredential { id url credentialCount document status { revoked } } userErrors { code field message } } }`,
        { input },
        principal,
      )
    ).makeRecord;
  const read = async (id: string, principal?: Principal) =>
    (
      await registry.ask<{ recordCredential: { document: Clr | null; status: { revoked: boolean } } | null }>(
        `query ($id: ID!) { recordCredential(id: $id) { document status { revoked } } }`,
        { id },
        principal,
      )
    ).recordCredential;
  const documentOf = async ({ award }: AwardFact) => (await registry.get(`/c/awd_${award}.json`)).text();
  const verify = async (document: unknown) =>
    (
      await registry.ask<{ verifyCredential: { verdict: string; steps: { step: string; outcome: string; code: string | null; message: string }[] } }>(
        `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict steps { step outcome code message } } }`,
        { input: { document } },
      )
    ).verifyCredential;
  const claimed = async (earner: string): Promise<Principal> => {
    const account = newId();
    await registry.hear({ contract: earnerClaimed, tenant: harbour.tenant, subject: earner, version: 2, data: { earner, account, at: registry.now() } });
    return principalOf({ kind: 'PERSON', actor: account, account });
  };
  const aPerson = async (count: number): Promise<{ earner: string; awards: AwardFact[] }> => {
    const earner = newId();
    const awards: AwardFact[] = [];
    for (let made = 0; made < count; made += 1) awards.push(await harbour.award({ earner }));
    return { earner, awards };
  };
  const achievement = async () =>
    (
      await registry.test.database.work((tx) =>
        tx.query<{ id: string }>(`SELECT content ->> 'achievement' AS id FROM achievement_text WHERE version_id = $1`, [harbour.achievementVersion]),
      )
    )[0]?.id ?? '';
  const aPathway = async () => {
    const [pathway, version] = [newId(), newId()];
    const definition = { requirements: [{ id: 'core', kind: 'all', title: 'Core', of: [{ id: 'boats', kind: 'award', achievement: `ach_${await achievement()}` }] }] };
    const data = { pathway, pathwayVersion: version, issuer: harbour.issuer, number: 1, title: 'Skipper', definition, definitionHash: 'a'.repeat(64), completionAchievement: null, at: registry.now() };
    await registry.hear({ contract: pathwayVersionPublished, tenant: harbour.tenant, subject: pathway, version: 3, data });
    return { pathway, version };
  };
  const complete = async ({ pathway, version }: { pathway: string; version: string }, earner: string, awards: readonly AwardFact[]) => {
    const day = registry.now().slice(0, 10);
    const data = {
      ...{ completion: newId(), enrolment: newId(), earner, pathway, pathwayVersion: version, awardAchievement: null, onRevocation: 'stands' as const },
      ...{ completedOn: day, countedAwards: awards.map(({ award }) => award), on: day, at: registry.now() },
    };
    await registry.hear({ contract: completionReached, tenant: harbour.tenant, subject: data.completion, version: 1, data });
    return data;
  };

  it('holds the signed credentials of a person byte by byte, and verifies', async () => {
    const { earner, awards } = await aPerson(2);
    const originals = await Promise.all(awards.map(documentOf));
    const { recordCredential, userErrors } = await make({ earnerId: `ern_${earner}`, issuerId: `iss_${harbour.issuer}` });
    expect(userErrors).toEqual([]);
    expect(recordCredential).toMatchObject({ credentialCount: 2, status: { revoked: false } });
    const document = recordCredential?.document as Clr;
    expect(document.id).toBe(recordCredential?.url);
    expect(document['type']).toEqual(['VerifiableCredential', 'ClrCredential']);
    const inside = document.credentialSubject.verifiableCredential.map((one) => JSON.stringify(one));
    expect([...inside].sort()).toEqual([...originals].sort());
    expect(await verify(document)).toMatchObject({ verdict: 'VALID' });
    for (const nested of document.credentialSubject.verifiableCredential) expect(await verify(nested)).toMatchObject({ verdict: 'VALID' });
  });

  it('tells the structure of a completed pathway, whose issuer signs, and only what counted', async () => {
    const { earner, awards } = await aPerson(2);
    const pathway = await aPathway();
    await complete(pathway, earner, awards.slice(0, 1));
    const { recordCredential } = await make({ earnerId: `ern_${earner}`, pathwayId: `pth_${pathway.pathway}` });
    const { credentialSubject: subject } = recordCredential?.document as Clr;
    expect(subject.verifiableCredential).toHaveLength(1);
    expect(subject.achievement?.map(({ name }) => name)).toEqual(['Skipper', 'Core']);
    expect(subject.association?.map(({ associationType, sourceId, targetId }) => [associationType, sourceId, targetId])).toEqual([
      ['isChildOf', `urn:uuid:${pathway.version}#core`, `urn:uuid:${pathway.version}`],
      ['isPartOf', expect.stringContaining(`/a/acv_${harbour.achievementVersion}`), `urn:uuid:${pathway.version}#core`],
    ]);
  });

  it('carries what others say of its issuer, and verifies with it', async () => {
    const { earner } = await aPerson(1);
    const guild = await new Provider(registry).introduce();
    const did = async (name: string, type: string, input: object, principal: Principal) =>
      (await registry.ask<Record<string, { endorsement: { id: string } }>>(`mutation ($input: ${type}!) { ${name}(input: $input) { endorsement { id } } }`, { input }, principal))[name]?.endorsement.id;
    const id = await did('endorse', 'EndorseInput', { endorserId: `iss_${guild.issuer}`, subject: { issuerId: `iss_${harbour.issuer}` }, comment: 'Fair examiners.' }, guild.administrator);
    await did('acceptEndorsement', 'EndorsementIdInput', { id }, harbour.administrator);
    const { recordCredential } = await make({ earnerId: `ern_${earner}`, issuerId: `iss_${harbour.issuer}` });
    expect(recordCredential?.document?.issuer).toMatchObject({ endorsement: [{ credentialSubject: { endorsementComment: 'Fair examiners.' } }] });
    expect(await verify(recordCredential?.document)).toMatchObject({ verdict: 'VALID' });
    await did('withdrawEndorsement', 'EndorsementIdInput', { id }, guild.administrator);
  });

  it('revokes the record of a completion that falls away', async () => {
    const { earner, awards } = await aPerson(1);
    const pathway = await aPathway();
    const completion = await complete(pathway, earner, awards);
    const { recordCredential } = await make({ earnerId: `ern_${earner}`, pathwayId: `pth_${pathway.pathway}` });
    registry.forward(2_000);
    await registry.hear({ contract: completionLost, tenant: harbour.tenant, subject: completion.completion, version: 2, data: { ...completion, cause: 'AWARD_REVOKED', at: registry.now() } });
    expect(await verify(recordCredential?.document)).toMatchObject({ verdict: 'INVALID' });
    expect((await read(recordCredential?.id ?? '', harbour.administrator))?.status).toEqual({ revoked: true });
    expect((await make({ earnerId: `ern_${earner}`, pathwayId: `pth_${pathway.pathway}` })).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'pathwayId'] }]);
  });

  it('is made by the person himself, and read by nobody else but who administers the issuer', async () => {
    const { earner } = await aPerson(1);
    const person = await claimed(earner);
    const { recordCredential } = await make({ earnerId: `ern_${earner}`, issuerId: `iss_${harbour.issuer}` }, person);
    const id = recordCredential?.id ?? '';
    const stranger = principalOf({ actor: newId(), tenant: newId(), rights: ['ADMINISTER'] });
    const another = await claimed(newId());
    const member = principalOf({ actor: newId(), tenant: harbour.tenant, rights: ['AWARD'] });
    expect([await read(id), await read(id, stranger), await read(id, another), await read(id, member)]).toEqual([null, null, null, null]);
    expect((await read(id, person))?.document).toEqual(recordCredential?.document);
    expect((await read(id, harbour.administrator))?.document).toEqual(recordCredential?.document);
    const mine = await registry.ask<{ _entities: { recordCredentials: { id: string }[] }[] }>(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Earner { recordCredentials { id } } } }`,
      { r: [{ __typename: 'Earner', id: `ern_${earner}` }] },
      person,
    );
    expect(mine._entities[0]?.recordCredentials).toEqual([{ id }]);
  });

  it('is part of everything that is kept about the person', async () => {
    const { earner } = await aPerson(1);
    const person = await claimed(earner);
    const { recordCredential } = await make({ earnerId: `ern_${earner}`, issuerId: `iss_${harbour.issuer}` }, person);
    const { _entities: [kept] } = await registry.ask<{ _entities: { credentialData: { learnerRecords: { id: string; document: string }[]; walletCopies: unknown[]; endorsements: unknown[] } }[] }>(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Earner { credentialData } } }`,
      { r: [{ __typename: 'Earner', id: `ern_${earner}` }] },
      person,
    );
    expect(kept?.credentialData).toMatchObject({ learnerRecords: [{ id: recordCredential?.id, document: JSON.stringify(recordCredential?.document) }], walletCopies: [], endorsements: [] });
  });

  it('is refused to strangers, without an issuer, for another’s issuer, and where there is nothing in force', async () => {
    const { earner, awards } = await aPerson(1);
    const guild = await new Provider(registry).introduce();
    const wanted = { earnerId: `ern_${earner}`, issuerId: `iss_${harbour.issuer}` };
    const codes = async (input: object, principal?: Principal) => (await make(input, principal)).userErrors.map(({ code }) => code);
    expect(await codes(wanted, guild.administrator)).toEqual(['NOT_FOUND']);
    expect(await codes({ ...wanted, issuerId: `iss_${guild.issuer}` })).toEqual(['NOT_FOUND']);
    expect(await codes({ earnerId: wanted.earnerId })).toEqual(['FIELD_MISSING']);
    expect(await codes(wanted, principalOf({ actor: newId(), tenant: harbour.tenant, rights: ['AWARD'] }))).toEqual(['GRANT_MISSING']);
    await harbour.revoke(awards[0] as AwardFact);
    expect(await codes(wanted)).toEqual(['NOT_FOUND']);
  });

  it('is destroyed with the person whom it is about', async () => {
    const { earner } = await aPerson(1);
    const { recordCredential } = await make({ earnerId: `ern_${earner}`, issuerId: `iss_${harbour.issuer}` });
    await registry.hear({ contract: earnerErased, tenant: harbour.tenant, subject: earner, version: 5, data: { earner, at: registry.now() } as never });
    expect((await read(recordCredential?.id ?? '', harbour.administrator))?.document).toBeNull();
    expect((await make({ earnerId: `ern_${earner}`, issuerId: `iss_${harbour.issuer}` })).userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
  });
});
