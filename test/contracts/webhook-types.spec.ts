import { webhookTypes } from '@cairn/client';
import { parse } from 'yaml';
import { eventTypes, testType } from '../../services/issuers/src/told-event/event-types.js';
import { read } from '../architecture/tree.js';

test('the client knows every type of event that webhooks tell of, and no other', () => {
  expect([...webhookTypes].sort()).toEqual([...eventTypes.keys(), testType.name].sort());
});

test('docs/asyncapi.yaml lists every type of event that the topic of a tenant holds', () => {
  const document = parse(read('docs/asyncapi.yaml')) as { components: { schemas: Record<string, { properties: { type: { anyOf: [{ enum: string[] }] } } }> } };
  expect(document.components.schemas['tenant.event']?.properties.type.anyOf[0].enum).toEqual([...eventTypes.keys()].sort());
});
