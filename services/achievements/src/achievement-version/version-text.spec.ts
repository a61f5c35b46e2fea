import type { AchievementVersionInput, RequirementInput } from '../schema.types.js';
import { aRubricInput, aVersionInput } from '../testing/version-input.js';
import { checkVersionText } from './version-text.js';

const nested = (depth: number): RequirementInput =>
  depth === 1 ? { kind: 'EXAM', title: 'Examination', assessed: true } : { kind: 'ALL', of: [nested(depth - 1)] };
const exam = nested(1);

describe('the text of a draft', () => {
  it.each<[string, Partial<AchievementVersionInput>, string]>([
    ['an empty title', { title: '  ' }, 'title'],
    ['a title of 301 characters', { title: 'x'.repeat(301) }, 'title'],
    ['a title with a line break', { title: 'one\ntwo' }, 'title'],
    ['a title that runs backwards', { title: 'a\u202eb' }, 'title'],
    ['half a character', { description: '\ud83d' }, 'description'],
    ['a NUL', { criteria: 'a\0b' }, 'criteria'],
    ['an image that is not https', { imageUrl: 'http://museum.example/i.png' }, 'imageUrl'],
    ['a language that is none', { language: 'not a language' }, 'language'],
    ['a type that is none', { achievementType: 'Sticker' }, 'achievementType'],
    ['no mode', { earningModes: [] }, 'earningModes'],
    ['a level without a framework', { level: '6' }, 'level'],
    ['51 tags', { tags: Array.from({ length: 51 }, (_, n) => `tag ${n}`) }, 'tags'],
    ['an empty tag', { tags: ['fine', ''] }, 'tags.1'],
    ['a target that is no address', { alignments: [{ targetName: 'Lamp care', targetUrl: 'javascript:alert(1)' }] }, 'alignments.0.targetUrl'],
    ['credits of three decimals', { creditsAvailable: [{ unit: 'CEU', amount: 0.125 }] }, 'creditsAvailable.0.amount'],
    ['credits of nothing', { creditsAvailable: [{ unit: 'CEU', amount: 0 }] }, 'creditsAvailable.0.amount'],
    ['a leaf without a title', { requirement: { kind: 'EXAM', assessed: true } }, 'requirement.title'],
    ['a leaf with parts', { requirement: { ...exam, of: [exam] } }, 'requirement.of'],
    ['an operator without parts', { requirement: { kind: 'ANY' } }, 'requirement.of'],
    ['an operator that is assessed', { requirement: { kind: 'ALL', assessed: true, of: [exam] } }, 'requirement.assessed'],
    ['2 of 1', { requirement: { kind: 'ALL', of: [{ kind: 'AT_LEAST', atLeast: 2, of: [exam] }] } }, 'requirement.of.0.atLeast'],
    ['0 of 1', { requirement: { kind: 'AT_LEAST', atLeast: 0, of: [exam] } }, 'requirement.atLeast'],
    ['ALL with a number', { requirement: { kind: 'ALL', atLeast: 1, of: [exam] } }, 'requirement.atLeast'],
    ['9 levels', { requirement: nested(9) }, 'requirement.of.0.of.0.of.0.of.0.of.0.of.0.of.0.of.0'],
    ['51 parts', { requirement: { kind: 'ALL', of: Array.from({ length: 51 }, () => exam) } }, 'requirement.of'],
    ['201 leaves', { requirement: { kind: 'ALL', of: Array.from({ length: 5 }, (_, n) => ({ kind: 'ALL', of: Array.from({ length: n === 4 ? 1 : 50 }, () => exam) })) } }, 'requirement'],
    ['a key with a space', { requirement: { ...exam, key: 'the exam' } }, 'requirement.key'],
    ['an operator with a key', { requirement: { kind: 'ALL', key: 'all', of: [exam] } }, 'requirement.key'],
    ['evidence of no kind', { requirement: { ...exam, evidence: { kinds: [] } } }, 'requirement.evidence.kinds'],
    ['21 artefacts', { requirement: { ...exam, evidence: { kinds: ['FILE'], artefactsMax: 21 } } }, 'requirement.evidence.artefactsMax'],
    ['an id of something else', { requirement: { kind: 'PRIOR_AWARD', title: 'Before', achievementId: 'awd_1' } }, 'requirement.achievementId'],
    ['HTML in a requirement', { requirement: { ...exam, description: '<img src=x>' } }, 'requirement.description'],
    ['HTML in the title', { title: 'Keeper <b>of</b> lamps' }, 'title'],
    ['HTML in the criteria', { criteria: '<script>alert(1)</script>' }, 'criteria'],
    ['HTML in a fact', { stated: { prerequisites: 'a <i>b</i>' } }, 'stated.prerequisites'],
    ['HTML in an outcome', { stated: { learningOutcomes: ['fine', '<svg onload=alert(1)>'] } }, 'stated.learningOutcomes.1'],
    ['HTML in the alternative text', { imageAltText: '<b>x</b>' }, 'imageAltText'],
    ['HTML in a translation', { translations: [{ language: 'de', title: 'a', description: '<br>', criteria: 'c' }] }, 'translations.0.description'],
    ['a translation into its own language', { language: 'en-gb', translations: [{ language: 'en-GB', title: 'a', description: 'b', criteria: 'c' }] }, 'translations.0.language'],
    ['31 outcomes', { stated: { learningOutcomes: Array.from({ length: 31 }, () => 'one') } }, 'stated.learningOutcomes'],
    ['terms that are not https', { stated: { termsUrl: 'ftp://museum.example/' } }, 'stated.termsUrl'],
    ['no hours', { stated: { hours: 0 } }, 'stated.hours'],
    ['a price in coins of its own', { stated: { price: { amount: 1, currency: 'lamps' } } }, 'stated.price.currency'],
    ['a price below nothing', { stated: { price: { amount: -1, currency: 'EUR' } } }, 'stated.price.amount'],
    ['an audit of more than all', { stated: { maintenance: { auditShare: 1.5 } } }, 'stated.maintenance.auditShare'],
    ['a recognition by nobody', { stated: { recognition: [{ by: '', as: 'x' }] } }, 'stated.recognition.0.by'],
    ['a rubric without criteria', { rubrics: [aRubricInput({ criteria: [] })] }, 'rubrics.0.criteria'],
    ['a criterion of one level', { rubrics: [aRubricInput({ criteria: [{ key: 'c', title: 'C', weight: 1, standard: 'l', levels: [{ key: 'l', title: 'L' }] }] })] }, 'rubrics.0.criteria.0.levels'],
    ['a weight of nothing', { rubrics: [aRubricInput({ criteria: [{ ...aRubricInput().criteria[0], weight: 0 } as never] })] }, 'rubrics.0.criteria.0.weight'],
    ['a result of no type', { resultDescriptions: [{ key: 'r', name: 'R', resultType: 'Mood' }] }, 'resultDescriptions.0.resultType'],
    ['a review in no day', { assessment: { reviewDays: 0 } }, 'assessment.reviewDays'],
    ['a panel of one', { assessment: { decision: 'PANEL', panel: { members: 1, needed: 1 } } }, 'assessment.panel.members'],
    ['a guardian at 99', { guardianBelowAge: 99 }, 'guardianBelowAge'],
    ['a level of an alignment without a framework', { alignments: [{ targetName: 'a', targetUrl: 'https://a.example', level: '5' }] }, 'alignments.0.level'],
    ['an alignment to something of no type', { alignments: [{ targetName: 'a', targetUrl: 'https://a.example', targetType: 'Thing' }] }, 'alignments.0.targetType'],
  ])('is refused for %s, by its path', (_, change, field) => {
    const checked = checkVersionText(aVersionInput(change));
    expect(checked.ok ? [] : checked.refusals.map((refusal) => refusal.field?.join('.'))).toEqual([`version.${field}`]);
  });

  it('may be 8 levels deep, in any script, with line breaks in prose', () => {
    const change = { requirement: nested(8), title: 'حارس المنارة', description: 'one\ntwo', tags: ['灯台'], language: 'ar' };
    expect(checkVersionText(aVersionInput(change)).ok).toBe(true);
  });

  it('has an upper bound in all, so that it travels in one event', () => {
    const translations = ['de', 'fr', 'es', 'pt', 'it', 'da', 'nl', 'sv', 'fi', 'pl', 'cs', 'hu', 'el'].map((language) => ({
      language,
      title: 'x',
      description: 'ä'.repeat(5_000),
      criteria: 'ä'.repeat(5_000),
    }));
    const checked = checkVersionText(aVersionInput({ translations }));
    expect(checked).toMatchObject({ ok: false, refusals: [{ code: 'INVALID_VALUE', field: ['version'] }] });
    expect(checkVersionText(aVersionInput({ translations: translations.slice(0, 11) })).ok).toBe(true);
  });

  it('tells all its faults at once', () => {
    const checked = checkVersionText(aVersionInput({ title: '', criteria: '', level: '?', tags: [''] }));
    expect(checked.ok ? [] : checked.refusals.map(({ field }) => field?.join('.'))).toEqual([
      'version.title',
      'version.criteria',
      'version.tags.0',
      'version.level',
    ]);
  });

  it('may contradict itself: that is asked at publication', () => {
    expect(checkVersionText(aVersionInput({ claimBasis: 'KNOWLEDGE', useCase: 'HONOUR', requirement: null })).ok).toBe(true);
  });
});
