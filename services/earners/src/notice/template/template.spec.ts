import { noticeKinds } from '../notice.js';
import { builtIn, textFor } from './built-in.js';
import { checkText, filled } from './template.js';

describe('the texts that come with the registry', () => {
  test.each(['en', 'de', 'fr', 'es', 'pt'])('are good in %s, for every kind', (language) => {
    for (const kind of noticeKinds) {
      const text = builtIn(kind, language);
      expect([kind, checkText(kind, text)]).toEqual([kind, { ok: true, value: text }]);
      if (language !== 'en') expect(text).not.toEqual(builtIn(kind, 'en'));
    }
  });

  it('fall back from a region to its language, and from an unknown language to English', () => {
    expect(builtIn('AWARD_ISSUED', 'de-AT')).toBe(builtIn('AWARD_ISSUED', 'de'));
    expect(builtIn('AWARD_ISSUED', 'nl')).toBe(builtIn('AWARD_ISSUED', 'en'));
  });

  it('stand back behind those of the tenant in the same language, not in another', () => {
    const own = new Map([['en', { subject: 'Ours', text: 'Ours' }]]);
    expect(textFor('AWARD_ISSUED', 'en-GB', own).subject).toBe('Ours');
    expect(textFor('AWARD_ISSUED', 'nl', own).subject).toBe('Ours');
    expect(textFor('AWARD_ISSUED', 'de', own)).toBe(builtIn('AWARD_ISSUED', 'de'));
  });
});

describe('a text with its values', () => {
  it('takes values as they are, leaves out what is not known, and keeps a subject on one line', () => {
    const { subject, text } = filled({ subject: 'On {{ title }}', text: '{{name}}: {{title}}{{due}}' }, { title: 'A\r\nBcc: all@example.org', name: '{{title}}' });
    expect(subject).toBe('On A Bcc: all@example.org');
    expect(text).toBe('{{title}}: A\r\nBcc: all@example.org');
  });
});

describe('a text of a tenant', () => {
  const faults = (subject: string, text: string, kind: (typeof noticeKinds)[number] = 'AWARD_ISSUED') => {
    const checked = checkText(kind, { subject, text });
    return checked.ok ? [] : checked.refusals.map(({ code, field }) => `${code} ${field?.[0]}`);
  };

  it('may hold what its kind knows', () => {
    expect(faults('Well done, {{name}}', '{{title}} by {{issuer}}:\n{{link}}')).toEqual([]);
  });

  test.each([
    ['what its kind does not know', '{{due}}'],
    ['what nobody knows', '{{score}}'],
    ['a mark that is not closed', '{{title'],
    ['a piece of another language', '{{#each a}}x{{/each}}'],
    ['a control character', 'a\u0007'],
  ])('is refused with %s', (_what, text) => {
    expect(faults('Well done', text)).toEqual(['INVALID_VALUE text']);
  });

  it('is refused without the link that somebody needs to answer', () => {
    expect(faults('Please', '{{earner}} asks', 'ATTESTATION_ASKED')).toEqual(['FIELD_MISSING text']);
  });

  it('is refused with a subject of two lines, and every fault is told', () => {
    expect(faults('Well\ndone', ' ')).toEqual(['INVALID_VALUE subject', 'INVALID_VALUE text']);
  });
});
