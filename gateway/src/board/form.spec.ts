import { Refused } from '../refused.js';
import { Form } from './form.js';

const form = (query: string) => new Form(new URLSearchParams(query));

test('a form reads what stands in the address, and nothing for what was left empty', () => {
  const read = form('window=730&by=&asOf=2026-05-31&group=%20gender%20');
  expect([read.whole('window'), read.choice('by', ['A', 'B']), read.day('asOf'), read.text('group'), read.text('x')]).toEqual([730, 'A', '2026-05-31', 'gender', null]);
  expect(read.query()).toBe('?window=730&asOf=2026-05-31&group=+gender+');
  expect(form('by=').query()).toBe('');
});

test.each([
  ['window=abc', (read: Form) => read.whole('window'), '`window` is a whole number.'],
  ['asOf=yesterday', (read: Form) => read.day('asOf'), '`asOf` is a day, such as 2026-05-31.'],
  ['by=C', (read: Form) => read.choice('by', ['A', 'B']), '`by` is one of A, B.'],
  [`group=${'x'.repeat(201)}`, (read: Form) => read.text('group'), '`group` has at most 200 characters.'],
] as const)('what cannot be read is refused with the reason: %s', (query, read, message) => {
  expect(() => read(form(query))).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', message }) as Refused);
});
