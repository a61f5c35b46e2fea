import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { catalogue } from '../catalogue.js';
import { meaningsIn } from './meanings.js';

interface Document {
  channels: Record<string, { address: string; messages: Record<string, unknown> }>;
  components: { messages: Record<string, { summary?: string; examples: { payload: unknown }[] }>; schemas: Record<string, unknown> };
}

const text = readFileSync(new URL('../../../../docs/asyncapi.yaml', import.meta.url), 'utf8');
const document = parse(text) as Document;

/** What the parser of AsyncAPI has against a document. */
async function faultsOf(text: string): Promise<string[]> {
  const diagnostics = await new Parser().validate(text);
  return diagnostics.filter(({ severity }) => severity === 0).map(({ message, path }) => `${path.join('.')}: ${message}`);
}

describe('docs/asyncapi.yaml', () => {
  it('is an AsyncAPI document without a fault', async () => {
    expect(await faultsOf(text)).toEqual([]);
    expect(await faultsOf(text.replace('action: send', 'action: shout'))).not.toEqual([]);
  }, 60_000);

  it('tells of every event, on the topic where it is', () => {
    const { 'tenant-topic': _ofTenants, ...internal } = document.channels;
    const told = Object.values(internal).flatMap(({ address, messages }) => Object.keys(messages).map((type) => `${address} ${type}`));
    expect(told.sort()).toEqual([...catalogue.values()].map(({ topic, type }) => `${topic} ${type}`).sort());
  });

  describe('has schemas', () => {
    const ajv = new Ajv({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema(document, 'asyncapi');
    const check = (type: string) => ajv.getSchema(`asyncapi#/components/messages/${type}/payload`) as (value: unknown) => boolean;

    test.each([...catalogue.values()].map(({ type, sample }) => [type, sample] as const))('of %s that let its committed sample through, and nothing without data', (type, sample) => {
      const event = JSON.parse(readFileSync(new URL(`../../samples/${sample}`, import.meta.url), 'utf8')) as Record<string, unknown>;
      expect([check(type)(event), check(type)({ ...event, added: 'later' })]).toEqual([true, true]);
      expect([check(type)({ ...event, data: {} }), check(type)({ ...event, type: 'cairn.other.happened.v1' })]).toEqual([false, false]);
    });
  });

  it('has a channel for what a tenant is told, with a sample that its schema lets through and nothing less', () => {
    const ajv = new Ajv({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema(document, 'asyncapi');
    const check = ajv.getSchema('asyncapi#/components/schemas/tenant.event') as (value: unknown) => boolean;
    const sample = document.components.messages['tenant.event']?.examples[0]?.payload as { data: object };
    expect([check(sample), check({ ...sample, added: 1 }), check({ ...sample, data: {} }), check({ ...sample, specversion: '2' })]).toEqual([true, true, false, false]);
    expect(document.channels['tenant-topic']?.address).toBe('cairn.tenant.{tenant}.v1');
  });

  it('says what an event means where its contract says so', () => {
    expect(document.components.messages['cairn.award.renewed.v1']?.summary).toBe('A further term; terms of before, and their credentials, stay as they were.');
  });
});

test('meanings are read over several lines', () => {
  const module = `/** One\n * and two. */\nexport const a = defineEvent(\n  'award',\n  'batch-issued',\n  2,\n);\nexport const b = defineEvent('award', 'issued', 1, fact);`;
  expect([...meaningsIn(module)]).toEqual([['cairn.award.batch-issued.v2', 'One and two.']]);
});
