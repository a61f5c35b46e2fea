import { catalogue } from '@cairn/events';
import { eventTypes, tellings, untold } from './event-types.js';

test('every event of the registry is either told by webhooks or left out with a reason', () => {
  const told = new Set(tellings.map(({ contract }) => contract.type));
  const forgotten = [...catalogue.keys()].filter((type) => !told.has(type) && !(type in untold));
  expect(forgotten).toEqual([]);
  expect(Object.keys(untold).filter((type) => told.has(type) || !catalogue.has(type))).toEqual([]);
});

test('types are written in the words of the field, each about one kind of object', () => {
  for (const name of eventTypes.keys()) expect(name).toMatch(/^[a-z_]+\.[a-z_]+$/);
  const nouns = new Map(tellings.map(({ name, noun }) => [name, noun]));
  expect(tellings.filter(({ name, noun }) => nouns.get(name) !== noun)).toEqual([]);
});
