import { createHash } from 'node:crypto';
import { aRubricInput, aVersionInput } from '../testing/version-input.js';
import { type AchievementVersion, draftOf } from './achievement-version.js';
import { contentHash } from './content-hash.js';
import { publish, retire, supersede } from './publication.js';
import { checkVersionText } from './version-text.js';

const now = new Date('2026-03-01T10:00:00Z');
const later = new Date('2026-04-01T10:00:00Z');

function aDraft(change = {}): AchievementVersion {
  const text = checkVersionText(aVersionInput(change));
  if (!text.ok) throw new Error(JSON.stringify(text.refusals));
  return draftOf(text.value, { id: 'v1', tenant: 't1', achievementId: 'a1', number: 1 }, now);
}
function published(change = {}): AchievementVersion {
  const decision = publish(aDraft(change), later);
  if (!decision.ok) throw new Error(JSON.stringify(decision.refusals));
  return decision.value;
}
const retired = (version: AchievementVersion): AchievementVersion => {
  const decision = retire(version, later);
  if (!decision.ok) throw new Error(JSON.stringify(decision.refusals));
  return decision.value;
};

describe('a version', () => {
  it('gets its hash and its instant when it is published, and keeps them ever after', () => {
    const version = published();
    expect(version).toMatchObject({ state: 'PUBLISHED', contentHash: contentHash(aDraft()), publishedAt: later, version: 2 });
    const { contentHash: hash, publishedAt } = version;
    expect(supersede(version, later)).toMatchObject({ state: 'SUPERSEDED', contentHash: hash, publishedAt, version: 3 });
    expect(retired(supersede(version, later))).toMatchObject({ state: 'RETIRED', contentHash: hash, publishedAt, retiredAt: later, version: 4 });
  });

  it.each([
    ['published', () => publish(published(), later)],
    ['superseded', () => publish(supersede(published(), later), later)],
    ['retired', () => publish(retired(published()), later)],
  ])('is not published again once it is %s', (_, again) => {
    expect(again()).toMatchObject({ ok: false, refusals: [{ code: 'ACHIEVEMENT_VERSION_STATE_INVALID', field: ['id'] }] });
  });

  it('is not retired as a draft, nor twice', () => {
    for (const version of [aDraft(), retired(published())]) {
      expect(retire(version, later)).toMatchObject({ ok: false, refusals: [{ code: 'ACHIEVEMENT_VERSION_STATE_INVALID' }] });
    }
  });
});

describe('the content hash', () => {
  it('is SHA-256 over the canonical JSON of the text (RFC 8785), as anyone can compute it', () => {
    const canonical =
      '{"acceptance":"NOT_NEEDED","achievementType":"Badge","alignments":[],"claimBasis":"PARTICIPATION",' +
      '"creditsAvailable":[],"criteria":"Attend one guided evening.","description":"Took part in an evening at the lighthouse museum.",' +
      '"duplicatePolicy":"ONE_ACTIVE","earningModes":["COURSE"],"estimatedEffort":null,"imageAltText":"A lantern in a tower",' +
      '"imageUrl":"https://museum.example/lantern.png","issuerSector":"NONPROFIT","language":"en","level":null,' +
      '"requirement":{"assessed":false,"atLeast":null,"key":"course-1","kind":"COURSE","of":[],"title":"The guided evening"},' +
      '"stated":{"attestorRole":"guide","contributionKind":"Attendance","learningOutcomes":["Tells how a lantern is kept."],' +
      '"recognises":"An evening of listening."},"tags":[],"title":"Keeper of the Lantern","useCase":"CONTRIBUTION","validFor":null}';
    expect(contentHash(aDraft())).toBe(createHash('sha256').update(canonical).digest('hex'));
  });

  it('is what it was for a version published before texts could say more', () => {
    const before = { ...aDraft({ requirement: null, imageUrl: null, imageAltText: null }), stated: { learningOutcomes: [], recognition: [] } };
    const canonical =
      '{"acceptance":"NOT_NEEDED","achievementType":"Badge","alignments":[],"claimBasis":"PARTICIPATION",' +
      '"creditsAvailable":[],"criteria":"Attend one guided evening.","description":"Took part in an evening at the lighthouse museum.",' +
      '"duplicatePolicy":"ONE_ACTIVE","earningModes":["COURSE"],"estimatedEffort":null,"imageUrl":null,"issuerSector":"NONPROFIT",' +
      '"language":"en","level":null,"requirement":null,"tags":[],"title":"Keeper of the Lantern","useCase":"CONTRIBUTION","validFor":null}';
    expect(contentHash(before as never)).toBe(createHash('sha256').update(canonical).digest('hex'));
  });

  it.each([
    ['title', { title: 'Keeper of the Lamp' }],
    ['criteria', { criteria: 'Attend two guided evenings.' }],
    ['claim basis', { claimBasis: 'EXPERIENCE' }],
    ['requirement', { requirement: { kind: 'COURSE', title: 'The guided evening', assessed: true } }],
    ['credits', { creditsAvailable: [{ unit: 'CEU', amount: 0.1 }] }],
    ['validity', { validFor: 'P2Y' }],
    ['last day of validity', { validUntil: '2030-01-01' }],
    ['evidence asked for', { requirement: { kind: 'COURSE', title: 'The guided evening', evidence: { kinds: ['TEXT'] } } }],
    ['rubric', { rubrics: [aRubricInput()] }],
    ['result description', { resultDescriptions: [{ key: 'r', name: 'Result', resultType: 'Percent' }] }],
    ['assessment policy', { assessment: {} }],
    ['facts', { stated: { activity: 'Walk' } }],
    ['alternative text of the image', { imageAltText: 'Another lantern' }],
    ['translation', { translations: [{ language: 'de', title: 'Hüter', description: 'Ein Abend.', criteria: 'Kommen.' }] }],
    ['age of consent', { guardianBelowAge: 16 }],
    ['period of repetition', { duplicatePeriod: 'P1Y' }],
    ['level of an alignment', { alignments: [{ targetName: 'Lamp care', targetUrl: 'https://skills.example/lamp', level: 'EQF:5' }] }],
    ['alignment', { alignments: [{ targetName: 'Lamp care', targetUrl: 'https://skills.example/lamp' }] }],
  ])('changes with the %s', (_, change) => {
    expect(contentHash(aDraft(change))).not.toBe(contentHash(aDraft()));
  });

  it('does not change with the order of tags and modes, nor with state and number', () => {
    const one = aDraft({ tags: ['b', 'a'], earningModes: ['NOMINATION', 'COURSE'] });
    const other = aDraft({ tags: ['a', 'b', 'a'], earningModes: ['COURSE', 'NOMINATION'] });
    const elsewhere: AchievementVersion = { ...other, number: 7, state: 'RETIRED', id: 'v9' };
    expect(contentHash(one)).toBe(contentHash(elsewhere));
  });
});
