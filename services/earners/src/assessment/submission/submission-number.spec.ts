import { newSubmissionNumber, submissionNumberOf } from './submission-number.js';

describe('the number of a submission', () => {
  test('is S- and ten characters, and no two are alike', () => {
    const numbers = Array.from({ length: 1_000 }, newSubmissionNumber);
    expect(numbers.every((number) => /^S-[0-9A-HJKMNP-TV-Z]{10}$/.test(number))).toBe(true);
    expect(new Set(numbers).size).toBe(1_000);
  });

  test('is known however it is typed', () => {
    const number = newSubmissionNumber();
    expect(submissionNumberOf(` ${number.toLowerCase()} `)).toBe(number);
    expect(submissionNumberOf(number.slice(2))).toBe(number);
  });

  test('is not one when a character is wrong', () => {
    const number = newSubmissionNumber();
    for (let at = 2; at < number.length; at += 1) {
      const other = number[at] === 'A' ? 'B' : 'A';
      expect(submissionNumberOf(number.slice(0, at) + other + number.slice(at + 1))).toBeUndefined();
    }
    expect(submissionNumberOf('S-123')).toBeUndefined();
  });
});
