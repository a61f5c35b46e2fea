import type { EarnerFacts } from './generated-earner.js';
import { generatedFacts } from './generated-facts.js';

const options = { seed: 7, awards: 5_000 };
const earners: EarnerFacts[] = [...generatedFacts(options).earners()];
const awards = earners.flatMap(({ fact_award }) => fact_award);
const share = (some: readonly unknown[], of: readonly unknown[]) => some.length / of.length;

test('the same options give the same facts, another seed others', () => {
  expect([...generatedFacts(options).earners()]).toEqual(earners);
  expect([...generatedFacts({ ...options, seed: 8 }).earners()]).not.toEqual(earners);
});

test('there are as many awards as asked for, and each thing has an id of its own', () => {
  expect(awards.length).toBeGreaterThanOrEqual(5_000);
  expect(awards.length).toBeLessThan(5_050);
  expect(new Set(awards.map(({ award_key }) => award_key)).size).toBe(awards.length);
  const enrolments = earners.flatMap(({ fact_enrolment }) => fact_enrolment.map(({ enrolment }) => enrolment));
  expect(new Set(enrolments).size).toBe(enrolments.length);
});

test('earners drop out, complete, repeat, lose awards and say or do not say who they are', () => {
  const enrolled = earners.flatMap(({ fact_enrolment }) => fact_enrolment);
  const completed = earners.flatMap(({ fact_completion }) => fact_completion);
  expect(share(completed, enrolled)).toBeGreaterThan(0.1);
  expect(share(completed, enrolled)).toBeLessThan(0.6);
  expect(share(awards.filter((award) => award.void), awards)).toBeGreaterThan(0.003);
  expect(share(awards.filter(({ revoked_on }) => revoked_on !== null), awards)).toBeLessThan(0.05);
  const repeated = earners.filter(({ fact_award: own }) => new Set(own.map(({ achievement }) => achievement)).size < own.length);
  expect(repeated.length).toBeGreaterThan(10);
  expect(earners.filter(({ dim_group: said }) => !said.some(({ dimension }) => dimension === 'gender')).length).toBeGreaterThan(10);
});

test('nothing is awarded before the first day or after the last one, and more in later years', () => {
  const days = awards.map(({ issued_on }) => issued_on);
  expect(days.filter((day) => day < '2014-01-01' || day > '2025-12-31')).toEqual([]);
  expect(days.filter((day) => day > '2020-01-01').length).toBeGreaterThan(days.length / 2);
});
