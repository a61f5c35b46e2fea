import { fateOf } from './award-fates.js';
import { awardRows, peopleOf } from './demo-people.js';
import { demoProviders } from './seed-demo.js';

const versions = demoProviders.flatMap(({ achievements }) => achievements.map(({ version }) => version));
const distinct = (values: readonly string[]) => new Set(values).size;

test('the demo shows every use case, claim basis and earning mode', () => {
  expect(distinct(versions.map(({ useCase }) => useCase))).toBe(18);
  expect(distinct(versions.map(({ claimBasis }) => claimBasis))).toBe(6);
  expect(distinct(versions.flatMap(({ earningModes }) => earningModes))).toBe(7);
});

test('there are about three hundred people with about nine hundred awards, and always the same', () => {
  const people = () => demoProviders.flatMap((provider, at) => peopleOf(provider, at + 1).map((person) => awardRows(person, provider)));
  expect(people()).toHaveLength(310);
  const awards = people().flat().length;
  expect(awards).toBeGreaterThan(800);
  expect(awards).toBeLessThan(1_000);
  expect(people()).toEqual(people());
});

test('no award has a reference twice or lies before its person came', () => {
  for (const [at, provider] of demoProviders.entries()) {
    const people = peopleOf(provider, at + 1);
    const references = people.flatMap((person) => awardRows(person, provider).map(({ partnerReference }) => String(partnerReference)));
    expect(distinct(references)).toBe(references.length);
    expect(people.flatMap(({ from, earned }) => earned.filter(({ on }) => on <= from))).toEqual([]);
  }
});

test('offers are accepted, declined or left; some other awards are revoked, suspended or replaced', () => {
  const fates = (offered: boolean) => new Set(Array.from({ length: 300 }, (_, at) => fateOf(at, offered)));
  expect([...fates(true)].sort()).toEqual(['accept', 'decline', 'none']);
  expect([...fates(false)].sort()).toEqual(['none', 'replace', 'revoke', 'suspend']);
});
