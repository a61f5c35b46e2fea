import type { AchievementVersionText } from '@cairn/events';
import { aVersionText } from '@cairn/testkit';
import { credentialPage } from '../credential-page.js';
import { type ShownAward, shownAward } from '../shown-award.js';
import { awardOutline } from './award-outline.js';
import { displayKit } from './display-kit.js';
import { badgeSvg, previewSvg } from './picture.js';
import { oEmbed } from './snippets.js';
import { textLines } from './text-lines.js';

const publicUrl = 'https://registry.example';
const shown = (change: Partial<AchievementVersionText> = {}, more: { validUntil?: string | null; state?: string; replacedBy?: string } = {}): ShownAward =>
  shownAward(
    publicUrl,
    {
      award: '0199aaaa-0000-7000-8000-000000000001',
      profile: { name: 'Harbour University', url: 'https://harbour.example', imageUrl: null },
      text: aVersionText({ title: 'Data <literacy>', claimBasis: 'APPLIED_COMPETENCY', assessed: true, ...change }),
      awardedOn: '2026-08-31',
      validUntil: more.validUntil === undefined ? '2028-09-01' : more.validUntil,
      results: [{ name: 'Mastery of skills', value: 'competent' }],
      evidence: [],
      work: null,
      creditsEarned: null,
    },
    { state: more.state ?? 'ACTIVE', replacedBy: more.replacedBy ?? null, slug: 'harbour', evidence: [], secret: null },
    '2026-11-22',
  );
const check = { verdict: 'VALID', steps: [], checkedAt: new Date(0), statusAsOf: null } as const;
const addresses = { document: 'https://registry.example/d', list: 'https://registry.example/l', didDocument: 'https://registry.example/k' };

describe('the kit to show an award', () => {
  it('fills in LinkedIn’s form with the title, the issuer, months, the page and a short number', () => {
    const award = shown();
    const kit = displayKit(award, true);
    const url = new URL(kit.linkedInUrl ?? '');
    expect(url.origin + url.pathname).toBe('https://www.linkedin.com/profile/add');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      startTask: 'CERTIFICATION_NAME',
      name: 'Data <literacy> (Applied competency, assessed)',
      organizationName: 'Harbour University',
      issueYear: '2026',
      issueMonth: '8',
      expirationYear: '2028',
      expirationMonth: '8',
      certUrl: 'https://registry.example/c/awd_0199aaaa-0000-7000-8000-000000000001',
      certId: award.number,
    });
    expect(displayKit(shown({}, { validUntil: null }), true).linkedInUrl).not.toContain('expiration');
  });

  it('prints title, issuer, day, basis and state in each of its texts', () => {
    const { embedHtml, mailHtml, resumeLine } = displayKit(shown(), true);
    for (const text of [embedHtml, mailHtml, resumeLine, JSON.stringify(awardOutline(shown(), '2026-11-22')), previewSvg(shown())]) {
      expect(text).toMatch(/literacy/);
      for (const part of ['Harbour University', 'August 31, 2026', 'Applied competency, assessed', 'In force']) expect(text).toContain(part);
    }
    expect(embedHtml).toContain('Data &lt;literacy&gt;');
    expect(`${embedHtml}${mailHtml}`).not.toMatch(/<script|javascript:|style=/);
  });

  it.each([
    [shown(), false, 'AWARD_PRIVATE'],
    [shown({}, { state: 'REVOKED' }), true, 'AWARD_NOT_ACTIVE'],
    [shown({}, { state: 'SUSPENDED' }), true, 'AWARD_NOT_ACTIVE'],
    [shown({}, { validUntil: '2026-11-22' }), true, 'AWARD_NOT_ACTIVE'],
  ] as const)('offers nothing but the number where it is refused', (award, isPublic, refusal) => {
    expect(displayKit(award, isPublic)).toEqual({ refusal, certificateNumber: award.number });
  });
});

describe('what nobody assessed', () => {
  const forbidden = /skill|competenc|mastery/i;

  it.each(['EXPERIENCE', 'DISPOSITION', 'PARTICIPATION'])('is nowhere said to be a skill: %s', (claimBasis) => {
    const award = shown({ claimBasis, assessed: false, alignments: [{ targetName: 'Skill of lamps', targetUrl: 'https://skills.example/1', targetFramework: null, targetCode: null }] });
    const said = [
      credentialPage(award, check, { isPublic: true, addresses }),
      JSON.stringify(awardOutline(award, '2026-11-22')),
      JSON.stringify(displayKit(award, true)),
      JSON.stringify(oEmbed(award, publicUrl)),
      badgeSvg(award),
      previewSvg(award),
    ];
    for (const text of said) {
      expect(text).toContain('not assessed');
      expect(text).not.toMatch(forbidden);
    }
  });
});

it('breaks long titles into lines, and ends what does not fit', () => {
  expect(textLines('Applied data literacy', 11.5, 4)).toEqual(['Applied data', 'literacy']);
  expect(textLines('x'.repeat(100), 10, 3).at(-1)).toMatch(/…$/);
  expect(textLines('one two three four five six seven', 5, 2)).toHaveLength(2);
});
