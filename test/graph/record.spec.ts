import { aRegistry, aTenant, type TestTenant } from '@cairn/testkit';
import { anAward, anIssuer, aPathway, aPublishedAchievement, type AwardMarked, enrol, eventually, type Marked, type PathwayMarked, revoke } from './arrange.js';

interface Made {
  readonly recordCredential: {
    readonly id: string;
    readonly credentialCount: number;
    readonly document: { credentialSubject: { verifiableCredential: { id: string }[]; association: { associationType: string }[] } };
  };
}

const make = `mutation ($input: MakeRecordInput!) { makeRecord(input: $input) {
  recordCredential { id credentialCount document status { revoked } } userErrors { code field message } } }`;
const verify = `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict ours steps { step outcome code } } }`;

describe('a university that hands out a pathway as one record', () => {
  let tenant: TestTenant;
  let issuer: Marked;
  let pathway: PathwayMarked;
  let awards: AwardMarked[];
  beforeAll(async () => {
    tenant = await aTenant('Tide College');
    issuer = await anIssuer(tenant);
    const [tides, winds] = [await aPublishedAchievement(tenant, issuer, 'Reads tides'), await aPublishedAchievement(tenant, issuer, 'Reads winds')];
    pathway = await aPathway(tenant, issuer, [{ id: 'core', kind: 'all', title: 'Core', of: [{ id: 'a', kind: 'award', achievement: tides.id }, { id: 'b', kind: 'award', achievement: winds.id }] }]);
    const student = `T-${Date.now()}`;
    awards = [await anAward(tenant, tides, student), await anAward(tenant, winds, student)];
    await eventually(() => enrol(tenant, awards[0]?.earnerId ?? '', pathway.id).catch(() => null), (made) => made !== null);
  });

  const record = (more: object) => tenant.mutate<Made>(make, { input: { earnerId: awards[0]?.earnerId, ...more } });
  const check = async (document: object) =>
    (await aRegistry().operator.as(null).read<{ verifyCredential: { verdict: string; ours: boolean; steps: { step: string; outcome: string }[] } }>(verify, { input: { document } })).verifyCredential;

  it('nests the signed credentials that counted, says how they hang together, and verifies until the completion falls away', async () => {
    // That the pathway is completed follows from the awards by more than one event.
    const made = await eventually(() => record({ pathwayId: pathway.id }).catch(() => null), (answer) => answer?.recordCredential.credentialCount === 2);
    const { document } = (made as Made).recordCredential;
    expect(document.credentialSubject.verifiableCredential.map(({ id }) => id.split('/').at(-1)).sort()).toEqual(awards.map(({ id }) => id).sort());
    expect(document.credentialSubject.association.map(({ associationType }) => associationType)).toEqual(['isChildOf', 'isPartOf', 'isPartOf']);
    expect(await check(document)).toMatchObject({ verdict: 'VALID' });

    await revoke(tenant, awards[0]?.id ?? '');
    await eventually(() => check(document), ({ verdict }) => verdict === 'INVALID');
  });

  it('makes one of everything in force under the issuer that was named, and for nobody else’s earner', async () => {
    const made = await eventually(() => record({ issuerId: issuer.id }).catch(() => null), (answer) => answer?.recordCredential.credentialCount === 1);
    expect((made as Made).recordCredential.document.credentialSubject.verifiableCredential).toHaveLength(1);
    const stranger = await aTenant('Elsewhere College');
    const theirs = await anIssuer(stranger);
    await expect(stranger.mutate(make, { input: { earnerId: awards[0]?.earnerId, issuerId: theirs.id } })).rejects.toThrow(/NOT_FOUND/);
  });
});
