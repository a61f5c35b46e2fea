import type { RequirementText } from '@cairn/events';
import { Provider } from '../testing/provider.js';
import { publicUrl, VerificationRegistry } from '../testing/verification-registry.js';

interface Document {
  readonly id: string;
  readonly validFrom: string;
  readonly validUntil?: string;
  readonly evidence?: readonly Record<string, unknown>[];
  readonly credentialStatus: { readonly statusListIndex: string };
  readonly credentialSubject: { readonly result?: unknown; readonly creditsEarned?: number; readonly achievement: Record<string, unknown> };
}

interface Found {
  readonly _entities: readonly { readonly credential: { readonly id: string; readonly version: number; readonly document: Document } | null }[];
}

const credentialOf = `query ($awards: [_Any!]!) { _entities(representations: $awards) { ... on Award { credential { id version document } } } }`;
const verdictOf = `query ($document: JSON!, $asOf: DateTime) { verifyCredential(input: { document: $document, asOf: $asOf }) { verdict credential { id } } }`;
const dayMs = 86_400_000;

const leaf: RequirementText = {
  key: 'portfolio', kind: 'PART', title: 'A portfolio of three artefacts', description: null, assessed: true, effort: null, evidence: null, criteria: ['clarity'], pass: null,
  attestorRole: null, achievement: null, atLeast: null, of: [],
};
const level = (key: string, points: number) => ({ key, title: `${key} work`, description: null, points });
const assessed = {
  requirement: leaf,
  rubrics: [{ key: 'r', title: 'Rubric', criteria: [{ key: 'clarity', title: 'Clarity', description: null, weight: 1, standard: 'good', levels: [level('poor', 0), level('good', 2)] }] }],
  resultDescriptions: [
    { key: 'clarity', name: 'Clarity', resultType: 'RubricCriterionLevel', criterion: 'clarity', valueMin: null, valueMax: null, requiredValue: null, allowedValues: [] },
    { key: 'score', name: 'Score', resultType: 'RawScore', criterion: null, valueMin: 0, valueMax: 100, requiredValue: 60, allowedValues: [] },
  ],
};

describe('what becomes of the credential of an award', () => {
  let registry: VerificationRegistry;
  let provider: Provider;

  beforeAll(async () => {
    registry = await VerificationRegistry.open();
    provider = await new Provider(registry).introduce(assessed);
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
  });

  const credential = async ({ award }: { award: string }) =>
    (await registry.ask<Found>(credentialOf, { awards: [{ __typename: 'Award', id: `awd_${award}` }] }))._entities[0]?.credential ?? null;
  const check = async (document: unknown, asOf?: string) =>
    (await registry.ask<{ verifyCredential: { verdict: string; credential: { id: string } | null } }>(verdictOf, { document, asOf })).verifyCredential;
  const inDays = (days: number) => new Date(Date.parse(registry.now()) + days * dayMs).toISOString().slice(0, 10);

  it('is none while it is scheduled or offered, nor when it is cancelled', async () => {
    const scheduled = await provider.award({ state: 'SCHEDULED', awardedOn: inDays(3) });
    expect(await credential(scheduled)).toBeNull();
    const begun = await provider.change('issued', scheduled, { state: 'ACTIVE' });
    expect((await credential(begun))?.document.validFrom).toBe(begun.recordedAt.replace(/\.\d+/, ''));
    const offered = await provider.award({ state: 'OFFERED' });
    await provider.change('cancelled', offered, { state: 'CANCELLED', reason: 'OFFER_LAPSED' });
    expect(await credential(offered)).toBeNull();
  });

  it('says by level, value and evidence what it was made on, and nothing of the person', async () => {
    const [text, file] = ['0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002'];
    const fact = await provider.award({
      results: [
        { name: 'Clarity', value: 'good work', resultDescription: 'clarity', achievedLevel: 'good' },
        { name: 'Score', value: '87' },
        { name: 'Remark', value: 'with care' },
      ],
      evidence: [
        { evidence: text, requirement: 'portfolio', kind: 'TEXT' },
        { evidence: file, requirement: 'portfolio', kind: 'FILE' },
      ],
      work: { host: 'Alder Mill', from: '2026-03-01', until: '2026-06-30', hours: 320 },
      creditsEarned: 1.5,
    });
    const found = await credential(fact);
    const address = `${publicUrl}/a/acv_${provider.achievementVersion}`;
    const { achievement, result, creditsEarned } = found?.document.credentialSubject ?? { achievement: {} };
    expect(achievement).toMatchObject({
      tag: ['data', 'basis:APPLIED_COMPETENCY'],
      resultDescription: [
        {
          id: `${address}#clarity`,
          requiredLevel: `${address}#clarity/good`,
          rubricCriterionLevel: [{ id: `${address}#clarity/poor`, level: '1', points: '0' }, { id: `${address}#clarity/good`, level: '2', points: '2' }],
        },
        { id: `${address}#score`, requiredValue: '60', valueMin: '0', valueMax: '100' },
      ],
    });
    expect(result).toMatchObject([
      { resultDescription: `${address}#clarity`, achievedLevel: `${address}#clarity/good` },
      { resultDescription: `${address}#score`, value: '87' },
      { value: 'with care' },
    ]);
    expect(creditsEarned).toBe(1.5);
    expect(found?.document.evidence).toMatchObject([
      { id: `urn:uuid:${text}`, name: 'A portfolio of three artefacts', genre: 'Text' },
      { id: `urn:uuid:${file}`, name: 'A portfolio of three artefacts', genre: 'File' },
      { id: `${publicUrl}/c/awd_${fact.award}#work`, name: 'Practice at work: Alder Mill', description: '2026-03-01 to 2026-06-30, 320 hours' },
    ]);
    expect((await check(found?.document)).verdict).toBe('VALID');
  });

  it('has a document for each term under one id; earlier ones stay as they are and hold to their own end', async () => {
    const fact = await provider.award({ validUntil: inDays(100) });
    const first = await credential(fact);
    registry.forward(5_000);
    const renewed = await provider.change('renewed', fact, { validUntil: inDays(405), term: 2, termFrom: fact.validUntil });
    const second = await credential(fact);
    expect(second?.document).toMatchObject({ id: first?.document.id, validUntil: `${renewed.validUntil}T00:00:00Z` });
    expect(second?.id).not.toBe(first?.id);
    expect(Date.parse(String(second?.document.validFrom))).toBeGreaterThan(Date.parse(String(first?.document.validFrom)));
    expect(second?.document.credentialStatus.statusListIndex).not.toBe(first?.document.credentialStatus.statusListIndex);
    expect(await check(first?.document)).toEqual({ verdict: 'VALID', credential: { id: first?.id } });
    expect(await check(second?.document)).toEqual({ verdict: 'VALID', credential: { id: second?.id } });
    expect((await check(first?.document, `${fact.validUntil}T00:00:01Z`)).verdict).not.toBe('VALID');
    await provider.revoke(renewed);
    for (const one of [first, second]) expect((await check(one?.document)).verdict).toBe('INVALID');
    const bits = await registry.test.database.work((tx) =>
      tx.query<{ index: number }>('SELECT list_index AS index FROM credential WHERE award_id = $1 AND revoked', [fact.award]),
    );
    expect(bits).toHaveLength(2);
  });

  it('is not touched by its end, which it says itself', async () => {
    const fact = await provider.award({ validUntil: inDays(1) });
    const before = await credential(fact);
    registry.forward(2 * dayMs);
    await provider.change('expired', fact, {});
    expect((await credential(fact))?.document).toEqual(before?.document);
    expect((await check(before?.document)).verdict).toBe('INVALID');
  });
});
