import { readdirSync, readFileSync } from 'node:fs';
import { catalogue, readEvent, topics } from './catalogue.js';

const samples = new URL('../samples/', import.meta.url);
const sample = (file: string): string => readFileSync(new URL(file, samples), 'utf8');

describe('event contracts', () => {
  test.each([...catalogue.values()].map((contract) => [contract.type, contract] as const))(
    '%s reads its committed sample',
    (_type, contract) => {
      expect(readEvent(sample(contract.sample))).toMatchObject({ ok: true, event: { type: contract.type } });
    },
  );

  it('reads every sample ever committed, also of types no longer written', () => {
    const outcomes = readdirSync(samples).map((file) => [file, readEvent(sample(file)).ok]);
    expect(outcomes.filter(([, ok]) => !ok)).toEqual([]);
    expect(outcomes.length).toBeGreaterThanOrEqual(catalogue.size);
  });

  it('puts every type on the topic of its aggregate', () => {
    for (const { type, topic } of catalogue.values()) expect(topic).toBe(`cairn.${type.split('.')[1]}.v1`);
    expect(topics).toContain('cairn.award.v1');
  });
});

describe('reading an event', () => {
  const good = JSON.parse(sample('cairn.award.issued.v1.json')) as Record<string, unknown> & { data: Record<string, unknown> };

  test.each<[string, string, RegExp]>([
    ['bytes that are no JSON', '{', /not JSON/],
    ['another envelope version', JSON.stringify({ ...good, specversion: '0.3' }), /envelope/],
    ['a type nobody knows', JSON.stringify({ ...good, type: 'cairn.award.minted.v1' }), /unknown type/],
    ['a missing member of the data', JSON.stringify({ ...good, data: { ...good.data, earner: undefined } }), /data: earner/],
    ['a date that is none', JSON.stringify({ ...good, data: { ...good.data, awardedOn: '2026-02-30' } }), /data: awardedOn/],
  ])('refuses %s', (_what, text, reason) => {
    const read = readEvent(text);
    expect(read.ok).toBe(false);
    expect(read.ok ? '' : read.reason).toMatch(reason);
  });

  it('ignores members that a later writer added', () => {
    expect(readEvent(JSON.stringify({ ...good, data: { ...good.data, added: 1 } })).ok).toBe(true);
  });
});
