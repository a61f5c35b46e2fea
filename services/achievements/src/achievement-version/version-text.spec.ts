import type { AchievementVersionInput, RequirementInput } from '../schema.types.js';
import { aVersionInput } from '../testing/version-input.js';
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
  ])('is refused for %s, by its path', (_, change, field) => {
    const checked = checkVersionText(aVersionInput(change));
    expect(checked.ok ? [] : checked.refusals.map((refusal) => refusal.field?.join('.'))).toEqual([`version.${field}`]);
  });

  it('may be 8 levels deep, in any script, with line breaks in prose', () => {
    const change = { requirement: nested(8), title: 'حارس المنارة', description: 'one\ntwo', tags: ['灯台'], language: 'ar' };
    expect(checkVersionText(aVersionInput(change)).ok).toBe(true);
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
