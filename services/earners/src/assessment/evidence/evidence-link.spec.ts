import { checkFileName, checkLink } from './evidence-link.js';

test.each([
  ['https://example.org/lesson', 'https://example.org/lesson'],
  [' https://EXAMPLE.org ', 'https://example.org/'],
  ['https://example.org/ä?q=1#there', 'https://example.org/%C3%A4?q=1#there'],
])('%j is an address: %j', (text, url) => {
  expect(checkLink(text)).toEqual({ ok: true, value: url });
});

test.each([
  'http://example.org/', 'javascript:alert(1)', 'https://user:pass@example.org/', 'https://example.org:8443/', 'https://localhost/', 'file:///etc/passwd',
  'data:text/html,x', 'example.org', '', `https://example.org/${'a'.repeat(2_000)}`, 'https://exa mple.org/', 'https://example.org/\u202egpj.exe',
])('%j is none', (text) => {
  expect(checkLink(text)).toMatchObject({ ok: false, refusals: [{ code: 'FILE_NOT_ACCEPTED', field: ['url'] }] });
});

test.each([['lesson.pdf', 'lesson.pdf'], ['C:\\Users\\jonas\\lesson.pdf', 'lesson.pdf'], ['../../etc/passwd.txt', 'passwd.txt'], [' a b.txt ', 'a b.txt']])('%j is called %j', (text, name) => {
  expect(checkFileName(text)).toEqual({ ok: true, value: name });
});

test.each(['', '/', 'a\0.pdf', 'lesson\u202efdp.exe', `${'a'.repeat(200)}.pdf`])('%j is no name of a file', (text) => {
  expect(checkFileName(text)).toMatchObject({ ok: false });
});
