import type { Json, JsonObject } from '@cairn/credentials';
import type { Random } from './random.js';

/** A change to one place of a JSON document; the document given is a copy that may be changed. False: nothing there to change. */
export type JsonChange = (document: JsonObject, random: Random) => boolean;

/** What a forger may try on the members of a document, whatever signs it. */
export const jsonChanges: Record<string, JsonChange> = {
  'a text with another character': onText((text, random) => {
    const at = random.below(Math.max(text.length, 1));
    return text.slice(0, at) + random.of(['x', 'é', '\u200b', '0', '\u202e']) + text.slice(at + 1);
  }),
  'a text with a look-alike letter': onText((text) =>
    text.replace('a', '\u0430').replace('o', '\u043e').replace('e', '\u0435'),
  ),
  'a text in another normal form': onText((text) => text.normalize('NFD')),
  'a text in other case': onText((text) => text.toUpperCase()),
  'a text with blanks': onText((text) => ` ${text}`),
  'a date in another zone': onText((text) => text.replace(/Z$/, '+00:00')),
  'a later date': onText((text) => text.replace(/^20(\d\d)-/, '2$1-').replace(/^2(\d\d)-/, '2099-')),
  'a text as a list': onMember(
    (object, name) => typeof object[name] === 'string' && set(object, name, [object[name]]),
  ),
  'a text as a typed value': onMember(
    (object, name) => typeof object[name] === 'string' && set(object, name, { '@value': object[name] }),
  ),
  'a number as a text': onMember(
    (object, name) => typeof object[name] === 'number' && set(object, name, String(object[name])),
  ),
  'another number': onMember(
    (object, name, random) =>
      typeof object[name] === 'number' &&
      set(object, name, object[name] + random.of([1, -1, 0.1, 1e-9, 1e21])),
  ),
  'a text as a number': onMember(
    (object, name) =>
      typeof object[name] === 'string' &&
      /^\d+$/.test(object[name]) &&
      set(object, name, Number(object[name])),
  ),
  'a member removed': onMember((object, name) => Reflect.deleteProperty(object, name)),
  'a member set to null': onMember((object, name) => set(object, name, null)),
  'two members swapped': onMember((object, name, random) => {
    const other = random.of(Object.keys(object));
    [object[name], object[other]] = [object[other], object[name]];
    return other !== name;
  }),
  'a member renamed': onMember((object, name, random) =>
    rename(object, name, random.of([`${name}s`, name.toUpperCase(), `ext:${name}`, `x-${name}`])),
  ),
  'a member under its IRI': onMember((object, name, random) =>
    rename(
      object,
      name,
      `${random.of(['https://www.w3.org/2018/credentials#', 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#', 'https://schema.org/'])}${name}`,
    ),
  ),
  'a date under its IRI, with its type': onMember(
    (object, name) =>
      /^valid/.test(name) &&
      set(object, name, { '@value': object[name], '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' }) &&
      rename(object, name, `https://www.w3.org/2018/credentials#${name}`),
  ),
  'a member inside @nest': onMember((object, name) => {
    const value = object[name];
    return Reflect.deleteProperty(object, name) && set(object, '@nest', { [name]: value });
  }),
  'a keyword for its alias': onMember(
    (object, name) => (name === 'id' || name === 'type') && rename(object, name, `@${name}`),
  ),
  'a term of an inline context': (document, random) => {
    const name = random.of(['validUntil', 'credentialStatus', 'validFrom', 'evidence']);
    const definition = {
      '@id': `https://www.w3.org/2018/credentials#${name}`,
      '@type': name.startsWith('valid') ? 'http://www.w3.org/2001/XMLSchema#dateTime' : '@id',
    };
    return (
      Array.isArray(document['@context']) &&
      document['@context'].push({ hidden: definition }) > 0 &&
      rename(document, name, 'hidden')
    );
  },
  'a further member': onMember((object, _name, random) =>
    set(
      object,
      ...random.of<[string, Json]>([
        ['name', 'Rector'],
        ['validUntil', '2099-01-01T00:00:00Z'],
        ['licenseNumber', '1'],
        ['unheardOf', 'x'],
        ['description', 'x'],
        ['id', 'urn:x:1'],
      ]),
    ),
  ),
  'a context left out': onContexts(
    (contexts, random) => contexts.splice(random.below(contexts.length), 1).length > 0,
  ),
  'contexts in another order': onContexts((contexts) => contexts.reverse().length > 1),
  'another context': onContexts((contexts, random) => {
    contexts[random.below(contexts.length)] = random.of(CONTEXTS);
    return true;
  }),
  'a further context': onContexts(
    (contexts, random) =>
      contexts.push(random.of([...CONTEXTS, null, { '@vocab': 'https://www.w3.org/2018/cred' }])) > 0,
  ),
  'another subject': (document) =>
    set(document, 'credentialSubject', {
      ...(document['credentialSubject'] as JsonObject),
      id: 'did:key:z6MkEve',
    }),
  'another issuer': (document, random) =>
    set(
      document,
      'issuer',
      random.of<Json>([
        'did:web:registry.example:i:forger',
        { ...(document['issuer'] as JsonObject), name: 'Crown College' },
      ]),
    ),
  'no status': (document) => Reflect.deleteProperty(document, 'credentialStatus'),
  'another place in the list': (document, random) =>
    set(document, 'credentialStatus', {
      ...(document['credentialStatus'] as JsonObject),
      statusListIndex: String(random.below(100_000)),
    }),
  'a status of another purpose': (document) =>
    set(document, 'credentialStatus', {
      ...(document['credentialStatus'] as JsonObject),
      statusPurpose: 'message',
    }),
  'a status of another type': (document, random) =>
    set(document, 'credentialStatus', {
      ...(document['credentialStatus'] as JsonObject),
      type: random.of(['BitstringStatusList', '1EdTechRevocationList', 'StatusList2021Entry']),
    }),
  'a status in a list in a list': (document) =>
    set(document, 'credentialStatus', [[document['credentialStatus'] ?? null]]),
};

const CONTEXTS: Json[] = [
  'https://www.w3.org/2018/credentials/v1',
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
  'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
  'https://www.w3.org/ns/credentials/examples/v2',
  'https://w3id.org/openbadges/v2',
  'https://forger.example/context.json',
];

function onText(change: (text: string, random: Random) => string): JsonChange {
  return onMember((object, name, random) => {
    const text = object[name];
    if (typeof text !== 'string') return false;
    object[name] = change(text, random);
    return object[name] !== text;
  });
}

/** At a member of an object anywhere in the document, chosen by chance among those the change fits. */
function onMember(change: (object: JsonObject, name: string, random: Random) => boolean): JsonChange {
  return (document, random) => {
    const places = membersOf(document);
    for (let tries = 0; tries < 20; tries++) {
      const { object, name } = random.of(places);
      if (change(object, name, random)) return true;
    }
    return false;
  };
}

function onContexts(change: (contexts: Json[], random: Random) => boolean): JsonChange {
  return (document, random) => Array.isArray(document['@context']) && change(document['@context'], random);
}

function membersOf(value: Json | undefined): { object: JsonObject; name: string }[] {
  if (Array.isArray(value)) return value.flatMap(membersOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((name) => [{ object: value, name }, ...membersOf(value[name])]);
}

function set(object: JsonObject, name: string, value: Json | undefined): true {
  object[name] = value;
  return true;
}

function rename(object: JsonObject, from: string, to: string): boolean {
  const value = object[from];
  if (value === undefined || !Reflect.deleteProperty(object, from)) return false;
  return set(object, to, value);
}
