import { accreditationCorrected, accreditationEnded, accreditationRecorded, issuerCreated, skillFrameworkGenerationPublished } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { anIssuerProfile } from '@cairn/testkit';
import { TrustStore } from '../trust/trust.store.js';
import { aDefinition } from '../testing/museum.js';
import { aHarbour } from '../testing/harbour.js';

describe('answers stay true to what the world says', () => {
  const here = aHarbour();

  const electives = (from: Record<string, unknown>) => ({ id: 'e', kind: 'count', atLeast: 1, from });
  // A version is published only where the catalogue has what it asks for.
  beforeAll(() => here.museum.anAchievement('Rope lore', { tags: ['rope'] }));

  it('finds an award by what its version says, also when that comes later', async () => {
    const { pathway } = await here.museum.aPathway(aDefinition([electives({ tag: 'rope' })]));
    const { earner, enrolment } = await here.enrolled(pathway);
    const achievement = await here.museum.anAchievement('Splicing', { tags: ['wood'] });
    const later = newId();
    await here.now.awarded(earner, achievement, '2026-03-01', { achievementVersion: later });
    expect(await here.now.progress(enrolment)).toMatchObject({ satisfied: 0 });
    await here.now.republished(achievement, 3, { achievementVersion: later, tags: ['rope'] });
    await here.service.recompute();
    expect(await here.now.progress(enrolment)).toMatchObject({ complete: true, completedOn: '2026-03-01' });
  });

  it('follows the catalogue where a policy says so, on the day of the change', async () => {
    const { pathway } = await here.museum.aPathway(aDefinition([electives({ tag: 'rope' })], { policy: { sharing: 'shared', enrolment: 'required', metadata: 'latest' } }));
    const { earner, enrolment } = await here.enrolled(pathway);
    const achievement = await here.museum.anAchievement('Whipping', { tags: ['wood'], publishedOn: '2026-01-01' });
    await here.now.awarded(earner, achievement, '2026-03-01');
    expect(await here.now.progress(enrolment)).toMatchObject({ satisfied: 0 });
    await here.now.republished(achievement, 3, { tags: ['rope'], publishedOn: '2026-05-01', duplicatePolicy: 'MANY' });
    await here.service.recompute();
    expect(await here.now.progress(enrolment)).toMatchObject({ complete: true, completedOn: '2026-05-01' });
  });

  it('judges issuers by what others say of them on the day of the award', async () => {
    const [accreditation, board] = [newId(), newId()];
    const said = (version: number, from: string, until: string | null, contract = accreditationRecorded) =>
      here.service.hear({
        contract,
        tenant: board,
        subject: accreditation,
        version,
        data: { accreditation, version, subject: 'did:web:museum.example', subjectIssuer: here.museum.issuer, body: 'Harbour board', kind: 'ACCREDITED', from, until, at: '2026-01-01T00:00:00Z' },
      });
    await said(1, '2026-05-01', null);
    const { pathway } = await here.museum.aPathway(aDefinition([electives({ minTrustTier: 2 })]));
    const { earner, enrolment } = await here.enrolled(pathway);
    await here.now.awarded(earner, here.knots, '2026-03-01');
    expect(await here.now.progress(enrolment)).toMatchObject({ satisfied: 0 });
    await said(2, '2026-01-01', null, accreditationCorrected);
    await here.service.recompute();
    expect(await here.now.progress(enrolment)).toMatchObject({ complete: true, completedOn: '2026-03-01' });
    await said(3, '2026-01-01', '2026-02-01', accreditationEnded);
    await here.service.recompute();
    expect(await here.now.progress(enrolment)).toMatchObject({ complete: false, satisfied: 0 });
    expect((await here.now.told(earner)).map(({ kind }) => kind)).toEqual(['reached', 'annulled']);
  });

  it('takes no word of an issuer’s own tenant for it, but in that tenant', async () => {
    const [tenant, issuer] = [newId(), newId()];
    const profile = anIssuerProfile({ issuer, slug: `school-${issuer}`, name: 'School of Sails' });
    await here.service.hear({ contract: issuerCreated, tenant, subject: issuer, version: 1, data: profile });
    const accreditation = newId();
    const data = { accreditation, version: 1, subject: 'did:web:school.example', subjectIssuer: issuer, body: 'Harbour board', kind: 'REGULATED' as const, from: '2020-01-01', until: null, at: '2026-01-01T00:00:00Z' };
    await here.service.hear({ contract: accreditationRecorded, tenant, subject: accreditation, version: 1, data });
    const known = (who: string) => here.service.database.work((tx) => here.service.app.get(TrustStore).ofIssuers(tx, who, [issuer]));
    expect(await known(here.museum.tenant)).toEqual([]);
    expect(await known(tenant)).toMatchObject([{ tier: 4, body: 'Harbour board' }]);
  });

  it('follows what falls under a skill, once a generation is whole', async () => {
    const address = (name: string) => `https://skills.example/${here.museum.tenant}/${name}`;
    const aligned = (name: string) => ({ alignments: [{ targetName: name, targetUrl: address(name), targetFramework: null, targetCode: null }] });
    await here.museum.anAchievement('Seamanship', aligned('seamanship'));
    const { pathway } = await here.museum.aPathway(aDefinition([electives({ skillAtOrBelow: address('seamanship') })]));
    const { earner, enrolment } = await here.enrolled(pathway);
    const [achievement, achievementVersion] = [await here.museum.anAchievement('Bends', {}), newId()];
    await here.now.republished(achievement, 3, { achievementVersion, ...aligned('knotting') });
    await here.now.awarded(earner, achievement, '2026-03-01', { achievementVersion });
    const framework = newId();
    const part = (number: number, generation: number, pairs: [string, string, number][]) =>
      here.service.hear({
        contract: skillFrameworkGenerationPublished,
        tenant: newId(),
        subject: framework,
        version: generation * 2 + number,
        data: { framework, generation, part: number, parts: 2, pairs, at: '2026-01-01T00:00:00Z' },
      });
    await part(1, 1, [[address('knotting'), address('knotting'), 0]]);
    await here.service.recompute();
    expect(await here.now.progress(enrolment)).toMatchObject({ satisfied: 0 });
    await part(2, 1, [[address('knotting'), address('seamanship'), 1]]);
    await here.service.recompute();
    expect(await here.now.progress(enrolment)).toMatchObject({ complete: true, completedOn: '2026-03-01' });
    await part(1, 2, [[address('knotting'), address('knotting'), 0]]);
    await part(2, 2, [[address('seamanship'), address('seamanship'), 0]]);
    await here.service.recompute();
    expect(await here.now.progress(enrolment)).toMatchObject({ satisfied: 0 });
  });
});
