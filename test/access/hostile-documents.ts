import { gzipSync, deflateSync, brotliCompressSync } from 'node:zlib';
import { chance } from './chance.js';

/** A request to `POST /graphql` that no registry may serve. */
export interface HostileDocument {
  readonly name: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A kind of attack: how it looks with a strength from 0 (just beyond what is allowed) upwards. */
type Attack = (strength: number) => Omit<HostileDocument, 'name'>;

const times = (count: number, part: (i: number) => string, between = ' ') => Array.from({ length: count }, (_, i) => part(i)).join(between);
const graph = (query: string, variables?: unknown): { body: string } => ({ body: JSON.stringify({ query, variables }) });
const raw = (body: string | Buffer, headers: Record<string, string> = {}) => ({ body: typeof body === 'string' ? body : new Uint8Array(body), headers });

const loop = 'earner { awards(first: 1) { nodes { ';
const within = (levels: number, core: string) => `{ awards(first: 1) { nodes { ${loop.repeat(levels)} ${core} ${'} } } '.repeat(levels)} } } }`;
const bomb = (levels: number, type: string, core: string) =>
  `${times(levels, (i) => `fragment F${i} on ${type} { ...F${i + 1} ...F${i + 1} }`)} fragment F${levels} on ${type} { ${core} }`;
const json = (levels: number, open: string, close: string) => `${open.repeat(levels)}1${close.repeat(levels)}`;
const checking = 'query($d: JSON!) { checkPathwayDefinition(definition: $d) { isPublishable } }';
const viewer = '{ viewer { operator } }';

/** Every kind of attack by its name. */
export const attacks: Readonly<Record<string, Attack>> = {
  'depth by fields': (s) => graph(within(4 + (s % 20), 'id')),
  'depth by inline fragments': (s) => graph(`{ awards(first: 1) { nodes { ${'... { earner { awards(first: 1) { nodes { '.repeat(4 + (s % 20))} id ${'} } } } '.repeat(4 + (s % 20))} } } }`),
  'depth by fragments': (s) => graph(`{ awards(first: 1) { nodes { ...D0 } } } ${times(5 + (s % 20), (i) => `fragment D${i} on Award { earner { awards(first: 1) { nodes { ...D${i + 1} } } } }`)} fragment D${5 + (s % 20)} on Award { id }`),
  'aliases of a field': (s) => graph(`{ viewer { ${times(31 + (s % 400), (i) => `a${i}: operator`)} } }`),
  'aliases of root fields': (s) => graph(`{ ${times(21 + (s % 200), (i) => `a${i}: viewer { operator }`)} }`),
  'aliases in fragments': (s) => graph(`{ viewer { ${times(4 + (s % 50), () => '...A')} } } fragment A on Viewer { ${times(11, (i) => `a${i}: operator`)} }`),
  'guesses by aliases': (s) => graph(`{ ${times(6 + (s % 14), (i) => `g${i}: verifyCredential(input: { url: "https://x.example/${i}" }) { verdict }`)} }`),
  'guesses by fragments': (s) => graph(`{ ${times(3 + (s % 4), (i) => `...G${i}`)} } ${times(3 + (s % 4), (i) => `fragment G${i} on Query { a${i}: verifyCredential(input: {}) { verdict } b${i}: verifyCredential(input: {}) { verdict } }`)}`),
  'a fragment bomb at the root': (s) => graph(`{ ...F0 } ${bomb(6 + (s % 100), 'Query', 'viewer { operator }')}`),
  'a fragment bomb within': (s) => graph(`{ viewer { ...F0 } } ${bomb(11 + (s % 100), 'Viewer', 'tenant { id }')}`),
  'a fragment bomb of pages': (s) => graph(`query($n: Int!) { issuers(first: $n) { nodes { ...F0 } } } ${bomb(10 + (s % 60), 'Issuer', 'awards(first: $n) { nodes { id } }')}`, { n: 1 + (s % 100) }),
  'fragments in a circle': (s) => graph(`{ ...C0 } ${times(1 + (s % 60), (i) => `fragment C${i} on Query { ...C${(i + 1) % (1 + (s % 60))} }`)}`),
  'fragments in circles within': (s) => graph(`{ viewer { ...C0 } } ${times(2 + (s % 60), (i) => `fragment C${i} on Viewer { operator ...C${(i + 1) % (2 + (s % 60))} ...C0 }`)}`),
  'a page in a variable': (s) => graph('query($n: Int!) { awards(first: $n) { nodes { id } } }', { n: 101 + s * 7_919 }),
  'a page in a default': (s) => graph(`query($n: Int! = ${101 + s * 7_919}) { awards(first: $n) { nodes { id } } }`),
  'a page below one': (s) => graph('query($n: Int!) { awards(first: $n) { nodes { id } } }', { n: -s }),
  'a page that is no number': (s) => graph('query($n: Int!) { awards(first: $n) { nodes { id } } }', { n: ['x', 1.5, null, true, [1], { n: 1 }, 1e300, '1'][s % 8] }),
  'pages within pages': (s) => graph('query($n: Int!) { issuers(first: $n) { nodes { awards(first: $n) { nodes { id } } } } }', { n: 32 + (s % 69) }),
  'pages within pages within pages': (s) => graph(`{ issuers(first: ${10 + (s % 90)}) { nodes { achievements(first: 10) { nodes { awards(first: ${10 + (s % 90)}) { nodes { earner { id } } } } } } } }`),
  'pages that share a variable': (s) => graph(`query($n: Int!) { ${times(11 + (s % 9), (i) => `p${i}: awards(first: $n) { nodes { id } }`)} }`, { n: 100 }),
  'pages that are skipped': (s) => graph(`query($no: Boolean! = false, $n: Int!) { ${times(11 + (s % 9), (i) => `p${i}: awards(first: $n) @include(if: $no) { nodes { id } }`)} }`, { n: 100 }),
  'nodes without points': (s) => graph(`{ achievements(first: ${20 + (s % 80)}) { nodes { currentVersion { requirement { ${'of { '.repeat(5)} kind ${'} '.repeat(5)} } } } } }`),
  'ids in a variable': (s) => graph('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(101 + s).fill('iss_1') }),
  'ids in the document': (s) => graph(`{ nodes(ids: [${times(101 + (s % 900), (i) => `"iss_${i}"`, ',')}]) { id } }`),
  'lists in the input': (s) => graph('mutation($i: CreateEarnerInput!) { createEarner(input: $i) { position } }', { i: { identifiers: Array.from({ length: 251 + (s % 1_000) }, (_, i) => ({ type: 'STUDENT_ID', value: `${i}` })) } }),
  'lists in filters': (s) => graph('query($in: [ID!]) { awards(first: 1, filter: { id: { in: $in } }) { nodes { id } } }', { in: Array(251 + (s % 2_000)).fill('awd_1') }),
  'many mutations with lists': (s) => graph(`mutation($i: CreateEarnerInput!) { ${times(9 + (s % 11), (i) => `m${i}: createEarner(input: $i) { position }`)} }`, { i: { identifiers: Array.from({ length: 110 }, (_, i) => ({ type: 'STUDENT_ID', value: `${i}` })) } }),
  'a batch': (s) => raw(JSON.stringify(Array(s % 300).fill({ query: viewer }))),
  tokens: (s) => graph(`{ viewer { ${'operator '.repeat(2_000 + (s % 5_000))} } }`),
  'tokens in values': (s) => graph(`{ nodes(ids: [${'[] '.repeat(1_100 + (s % 5_000))}]) { id } }`),
  'many operations': (s) => graph(times(2 + (s % 200), (i) => `query Q${i} ${viewer}`)),
  directives: (s) => graph(`{ viewer { operator ${'@include(if: true) '.repeat(21 + (s % 300))} } }`),
  'directives spread out': (s) => graph(`{ viewer { ${times(21 + (s % 100), () => 'operator @skip(if: false)')} } }`),
  'unknown directives': (s) => graph(`{ viewer { operator ${times(1 + (s % 15), (i) => `@d${i}`)} } }`),
  'deferred and streamed parts': (s) => graph(s % 2 === 0 ? '{ viewer { ... @defer { operator } } }' : '{ awards(first: 1) { nodes @stream { id } } }'),
  'introspection in depth': (s) => graph(`{ __schema { types { fields { type { ${'ofType { '.repeat(13 + (s % 60))} name ${'} '.repeat(13 + (s % 60))} } } } } }`),
  'introspection in circles': (s) => graph(`{ __schema { types { ${'fields { type { '.repeat(3 + (s % 10))} name ${'} } '.repeat(3 + (s % 10))} } } }`),
  'introspection many times': (s) => graph(`{ ${times(21 + (s % 9), (i) => `i${i}: __type(name: "Award") { name }`)} }`),
  'introspection beside data': (s) => graph(`{ ${times(1 + (s % 15), (i) => `i${i}: __type(name: "A") { name }`)} viewer { operator } }`),
  'the prototype as alias': (s) => graph(`{ ${['__proto__: viewer { operator }', 'viewer { __proto__: operator }', 'viewer { tenant { __proto__: id } }'][s % 3]} }`),
  'the prototype as name': (s) => graph([`query __proto__ ${viewer}`, 'query($__proto__: Int) { awards(first: $__proto__) { nodes { id } } }', '{ viewer { ...__proto__ } } fragment __proto__ on Viewer { operator }', `{ __proto__ }`, `{ viewer { constructor } }`][s % 5] ?? ''),
  'the prototype in variables': (s) => raw(`{"query":"query($i: CreateEarnerInput!) { __typename } ","variables":{"i":{"${['__proto__', 'constructor', 'prototype'][s % 3]}":{"operator":true}}}}`),
  'deep variables': (s) => raw(`{"query":"query($j: JSON) { verifyCredential(input: { document: $j }) { verdict } }","variables":{"j":${json(20 + s * 13, '{"a":', '}')}}}`),
  'deep lists in variables': (s) => raw(`{"query":"query($j: JSON) { verifyCredential(input: { document: $j }) { verdict } }","variables":{"j":${json(20 + s * 13, '[', ']')}}}`),
  'a deep body': (s) => raw(json(2_000 + (s % 40) * 1_000, '[', ']')),
  'a deep body of objects': (s) => raw(json(1_000 + (s % 10) * 1_000, '{"query":', '}')),
  'deep values in the document': (s) => graph(`{ verifyCredential(input: { document: ${json(660 + (s % 300), '[[[', ']]]')} }) { verdict } }`),
  'deep selections': (s) => graph(`${'{ viewer '.repeat(13 + (s % 600))} { operator } ${'} '.repeat(13 + (s % 600))}`),
  'brackets without end': (s) => graph(['{ ', '[', '(', '{a(b:[', '...{', '"""', '#', '@a('][s % 8]?.repeat(500 + s) ?? ''),
  'a large body': (s) => raw(JSON.stringify({ query: viewer, pad: 'x'.repeat(102_400 + (s % 40) * 25_000) })),
  'a large document': (s) => graph(`${viewer} #${'x'.repeat(102_400 + (s % 20) * 5_000)}`),
  'a definition of too many values': (s) => graph(checking, { d: Array(100_000 + s * 50).fill(0) }),
  'a definition too deep': (s) => raw(`{"query":"${checking}","variables":{"d":${json(80 + s * 13, '[', ']')}}}`),
  'a definition too long': (s) => graph(checking, { d: 'x'.repeat(1_048_576 + (s % 40) * 25_000) }),
  'a definition in another’s place': (s) => graph(`query($d: JSON!) { checkPathwayDefinition(definition: $d) { isPublishable } verifyCredential(input: { document: $d }) { verdict } }`, { d: 'x'.repeat(102_400 + s) }),
  'a body that is not JSON': (s) => raw(['', '{', 'null', 'true', '7', '"x"', '{"query":}', "{'query':'{a}'}", '{"query":"{a}"', '\u{feff}', '{"query":1}', '{"query":["{a}"]}', '{"query":"{ viewer }","variables":[]}', '{"query":"{ viewer }","variables":"x"}', '{"query":"{ viewer }","operationName":{}}'][s % 15] ?? ''),
  'a body in another charset': (s) => {
    const charset = ['utf-16le', 'utf-16', 'utf-7', 'utf-32', 'iso-2022-jp', 'x-user-defined', 'ibm037', 'latin1'][s % 8] ?? '';
    return raw(Buffer.from(JSON.stringify({ query: viewer }), s % 2 === 0 ? 'utf16le' : 'utf8'), { 'content-type': `application/json; charset=${charset}` });
  },
  'bytes that are no UTF-8': (s) => raw(Buffer.concat([Buffer.from('{"query":"{ viewer '), Buffer.from([0xc0, 0xaf, 0xff, 0x80 + (s % 64)]), Buffer.from(' }"}')])),
  'a compressed body': (s) => {
    const text = Buffer.from(JSON.stringify({ query: viewer, pad: '0'.repeat(1_000 * (1 + (s % 2_000))) }));
    const [encoding, pack] = ([['gzip', gzipSync], ['deflate', deflateSync], ['br', brotliCompressSync], ['gzip', (one: Buffer) => gzipSync(gzipSync(one))]] as const)[s % 4] ?? ['gzip', gzipSync];
    return raw(pack(text), { 'content-encoding': encoding });
  },
  'a compressed body that does not say so': (s) => raw(gzipSync(Buffer.from(JSON.stringify({ query: viewer, s })))),
  'a form': (s) => {
    const types = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', 'application/graphql', 'application/json-patch+json', 'text/plain; application/json', ''];
    return raw(JSON.stringify({ query: viewer }), { 'content-type': types[s % types.length] ?? '' });
  },
  'a text no database stores': (s) => graph(`query($i: String!) { issuers(first: 1, filter: { slug: { eq: $i } }) { nodes { id } } }`, { i: `x${['\u{0}', '\u{d800}', '\u{dfff}'][s % 3]}` }),
  'fields nobody has': (s) => graph(`{ ${times(1 + (s % 20), (i) => `password${i}`)} }`),
  'conflicts between fields': (s) => graph(`{ viewer { ${times(20 + (s % 300), (i) => `...V${i % 10}`)} } } ${times(10, (i) => `fragment V${i} on Viewer { operator: __typename operator }`)}`),
  'a subscription': (s) => graph(`subscription S${s} { awards { id } }`),
  'a hash that is not the text’s': (s) => raw(JSON.stringify({ query: viewer, extensions: { persistedQuery: { version: 1, sha256Hash: s.toString(16).padStart(64, '0') } } })),
  'a stored operation without a hash': (s) => raw(JSON.stringify({ documentId: ['sha256:', 'sha256:zz', 'md5:00', '__proto__', { a: 1 }, 5][s % 6] })),
};

/** Some hundred requests: every attack at strengths that lie beside a limit, and far beyond it. */
export const writtenDocuments = (): HostileDocument[] =>
  Object.entries(attacks).flatMap(([name, attack]) => [0, 1, 2, 5, 97].map((strength) => ({ name: `${name} (${strength})`, ...attack(strength) })));

/** As many requests as wanted, the same for the same seed: attacks at any strength, some disguised by blanks and comments. */
export function generatedDocuments(count: number, seed: number): HostileDocument[] {
  const next = chance(seed);
  const names = Object.keys(attacks);
  return Array.from({ length: count }, (_, at) => {
    const name = names[Math.floor(next() * names.length)] ?? '';
    const strength = Math.floor(next() ** 3 * 1_000);
    const made = attacks[name]?.(strength) ?? { body: '' };
    return { name: `${at}: ${name} (${strength})`, ...made, ...disguised(made.body, next) };
  });
}

function disguised(body: HostileDocument['body'], next: () => number): Partial<HostileDocument> {
  if (typeof body !== 'string' || body.length > 20_000 || next() < 0.5 || !body.startsWith('{"query":"')) return {};
  const noise = ['#\\n', ' ,, ', '\\t\\r\\n', '#\\u202e\\n'][Math.floor(next() * 4)] ?? '';
  return { body: `{"query":"${noise.repeat(1 + Math.floor(next() * 20))}${body.slice('{"query":"'.length)}` };
}
