import { readFileSync } from 'node:fs';
import { catalogue } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { notedEvent } from './noted-event.js';

const sampleOf = (file: string) => {
  const url = new URL(`../../events/samples/${file}`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as { subject: string; data: Record<string, unknown> };
};

describe('the note of an event', () => {
  it.each([...catalogue.values()].map((contract) => [contract.type, contract] as const))('of %s names every earner in its data', (_type, contract) => {
    const { subject, data } = sampleOf(contract.sample);
    const { earners = [] } = notedEvent({ contract, tenant: newId(), subject: subject as never, version: 1, data, changed: [] });
    const named = [...JSON.stringify(data).matchAll(/"earner":"([0-9a-f-]{36})"/g)].map(([, id]) => id);
    const listed = (data.earners ?? []) as string[];
    expect(new Set(earners)).toEqual(new Set([...named, ...listed, ...(contract.topic === 'cairn.earner.v1' && data.from ? [data.from] : [])]));
  });

  it('says what kind of thing the event is about', () => {
    const kinds = [...catalogue.values()].map((contract) => {
      const { subject, data } = sampleOf(contract.sample);
      return [contract.type, notedEvent({ contract, tenant: newId(), subject: subject as never, version: 1, data, changed: [] }).subjectKind];
    });
    expect(Object.fromEntries(kinds)).toMatchObject({
      'cairn.award.issued.v1': 'AWARD',
      'cairn.award.batch-issued.v1': 'IMPORT_JOB',
      'cairn.credential.batch-prepared.v1': 'EVENT',
      'cairn.grant.changed.v1': 'MEMBER',
    });
  });
});
