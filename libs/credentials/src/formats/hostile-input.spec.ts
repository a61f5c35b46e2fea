import { deflateSync } from 'node:zlib';
import { anImage, withChunks } from './image.fixture.js';
import { writeChunk } from './png-chunks.js';
import { readInput } from './read-input.js';

const MIB = 1024 * 1024;
const CPU_MS_MAX = 1_500;
const codeOf = (input: Uint8Array | string | object) => {
  const reading = readInput(input);
  return reading.ok ? reading.read.format : `${reading.outcome} ${reading.code}`;
};

const iTXt = (text: string, keyword = 'openbadgecredential') =>
  writeChunk('iTXt', Buffer.from(`${keyword}\0\0\0\0\0${text}`));
const compressed = (text: Uint8Array | string, keyword = 'openbadgecredential') =>
  writeChunk('iTXt', Buffer.concat([Buffer.from(`${keyword}\0\x01\0\0\0`), deflateSync(text)]));
const credential = '{"type":["VerifiableCredential","OpenBadgeCredential"]}';
const broken = Buffer.from(withChunks(iTXt(credential)));
broken.writeUInt8(broken.readUInt8(80) ^ 1, 80);
const svg = (inner: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="https://purl.imsglobal.org/ob/v3p0">${inner}</svg>`;
const element = `<o:credential><![CDATA[${credential}]]></o:credential>`;
const laughs = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
const b64 = (text: string) => Buffer.from(text).toString('base64url');
const jws = (header: string, payload: string) => `${b64(header)}.${b64(payload)}.AA`;
const wrap = (inner: object | string, times: number): object | string =>
  times ? wrap({ type: 'VerifiablePresentation', verifiableCredential: inner }, times - 1) : inner;

describe('hostile input', () => {
  it.each<[string, Uint8Array | string | object, string]>([
    ['a deep list', '['.repeat(MIB - 1), 'INVALID NOT_JSON'],
    ['a deep sound list', '['.repeat(MIB / 2) + ']'.repeat(MIB / 2), 'INVALID DEPTH_EXCEEDED'],
    ['33 levels', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, 'INVALID DEPTH_EXCEEDED'],
    ['an endless text', `{"a":"${'x'.repeat(MIB)}"}`, 'INVALID INPUT_TOO_LARGE'],
    ['endless bytes', Buffer.alloc(MIB + 1, 0x20), 'INVALID INPUT_TOO_LARGE'],
    ['a million blanks', Buffer.alloc(MIB, 0x20), 'INVALID NOT_JSON'],
    ['many members', `{${Array.from({ length: 80_000 }, (_, i) => `"m${i}":1`).join()}}`, 'VC_LD'],
    ['a member twice', '{"issuer":"did:a:1","issuer":"did:a:2"}', 'INVALID MEMBER_DUPLICATE'],
    ['a member twice in a token', jws('{"alg":"ES256"}', '{"iss":1,"iss":2}'), 'INVALID MEMBER_DUPLICATE'],
    ['an algorithm twice', jws('{"alg":"ES256","alg":"none"}', '{}'), 'INVALID MEMBER_DUPLICATE'],
    ['a token without algorithm', jws('{}', '{}'), 'INVALID JWS_MALFORMED'],
    [
      'a token with another last character',
      `${b64('{"alg":"ES256"}')}.${b64('{}')}.AB`,
      'INVALID JWS_MALFORMED',
    ],
    ['a token of four parts', `${jws('{"alg":"ES256"}', '{}')}.AA`, 'INVALID NOT_JSON'],
    ['a token with padding', `${b64('{"alg":"ES256"}')}=.e30.AA`, 'INVALID NOT_JSON'],
    [
      'a deep token',
      jws('{"alg":"ES256"}', `${'['.repeat(1000)}${']'.repeat(1000)}`),
      'INVALID DEPTH_EXCEEDED',
    ],
    ['a vc+jwt with a claim vc', jws('{"alg":"ES256","typ":"vc+jwt"}', '{"vc":{}}'), 'INVALID CLAIM_REFUSED'],
    ['a presentation of none', { type: 'VerifiablePresentation' }, 'UNKNOWN PRESENTATION_NOT_SINGLE'],
    [
      'a presentation of two',
      { type: 'VerifiablePresentation', verifiableCredential: [{}, {}] },
      'UNKNOWN PRESENTATION_NOT_SINGLE',
    ],
    ['presentations in presentations', wrap({}, 9), 'UNKNOWN WRAPPED_TOO_OFTEN'],
    [
      'an envelope of something else',
      { type: 'EnvelopedVerifiableCredential', id: 'https://a.example' },
      'INVALID ENVELOPE_MALFORMED',
    ],
    [
      'an envelope of a page',
      {
        '@context': 'https://www.w3.org/ns/credentials/v2',
        type: 'EnvelopedVerifiableCredential',
        id: 'data:text/html,<p>',
      },
      'UNKNOWN ENVELOPE_NOT_SUPPORTED',
    ],
    ['an image without credential', anImage(), 'INVALID CREDENTIAL_MISSING'],
    ['an image cut off', withChunks(iTXt(credential)).subarray(0, 60), 'INVALID PNG_MALFORMED'],
    [
      'an image that claims 4 GB',
      Buffer.concat([anImage().subarray(0, 8), Buffer.from('ffffffff69545874', 'hex')]),
      'INVALID PNG_MALFORMED',
    ],
    ['an image with a wrong checksum', broken, 'INVALID PNG_MALFORMED'],
    [
      'an image followed by more',
      Buffer.concat([withChunks(iTXt(credential)), Buffer.from(credential)]),
      'UNKNOWN PNG_TRAILED',
    ],
    ['an image with one credential twice', withChunks(iTXt(credential), compressed(credential)), 'OB3_LD'],
    ['an image with two credentials', withChunks(iTXt(credential), iTXt('{}')), 'INVALID CREDENTIALS_DIFFER'],
    [
      'an image with many credentials',
      withChunks(...Array.from({ length: 3000 }, () => compressed(credential))),
      'INVALID CREDENTIALS_DIFFER',
    ],
    [
      'a text that inflates without end',
      withChunks(compressed(Buffer.alloc(300 * MIB))),
      'INVALID DOCUMENT_TOO_LARGE',
    ],
    [
      'a text that inflates to 257 KiB',
      withChunks(compressed(' '.repeat(257 * 1024))),
      'INVALID DOCUMENT_TOO_LARGE',
    ],
    [
      'a text that does not inflate',
      withChunks(writeChunk('iTXt', Buffer.from('openbadgecredential\0\x01\0\0\0abc'))),
      'INVALID PNG_MALFORMED',
    ],
    [
      'a text chunk without text',
      withChunks(writeChunk('iTXt', Buffer.from('openbadgecredential\0'))),
      'INVALID PNG_MALFORMED',
    ],
    ['an image in an image', withChunks(iTXt(svg(element))), 'INVALID NOT_JSON'],
    ['an SVG without credential', svg(''), 'INVALID CREDENTIAL_MISSING'],
    ['an SVG with script', svg(`<script>alert(1)</script>${element}`), 'OB3_LD'],
    [
      'an SVG with two credentials',
      svg(`${element}<o:credential>{}</o:credential>`),
      'INVALID CREDENTIALS_DIFFER',
    ],
    [
      'an SVG with both forms',
      svg(`<o:credential verify="a.b.c">{}</o:credential>`),
      'INVALID CREDENTIALS_DIFFER',
    ],
    ['an SVG with markup as credential', svg('<o:credential><b/></o:credential>'), 'INVALID SVG_MALFORMED'],
    [
      'a billion laughs',
      `<!DOCTYPE svg [<!ENTITY l0 "ha">${laughs}]>${svg('&l10;')}`,
      'INVALID SVG_ENTITIES_REFUSED',
    ],
    [
      'an outside entity',
      `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('&x;')}`,
      'INVALID SVG_ENTITIES_REFUSED',
    ],
    [
      'a document type with declarations',
      `<!DOCTYPE svg [<!ATTLIST svg a CDATA "b">]>${svg(element)}`,
      'INVALID SVG_ENTITIES_REFUSED',
    ],
    [
      'a plain document type',
      `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:9/svg11.dtd">${svg(element)}`,
      'OB3_LD',
    ],
    ['an unknown entity', svg('&nbsp;'), 'INVALID SVG_MALFORMED'],
    ['an open element', '<svg><a>', 'INVALID SVG_MALFORMED'],
    ['a page', '<html><body/></html>', 'UNKNOWN FORMAT_NOT_SUPPORTED'],
    ['a deep SVG', svg(`${'<g>'.repeat(4900)}${'</g>'.repeat(4900)}`), 'UNKNOWN SVG_TOO_COMPLEX'],
    ['a very deep SVG', '<svg>' + '<g>'.repeat(300_000), 'UNKNOWN SVG_TOO_COMPLEX'],
    [
      'many namespaces',
      '<svg>' + Array.from({ length: 30_000 }, (_, i) => `<a xmlns:a${i}="b">`).join(''),
      'UNKNOWN SVG_TOO_COMPLEX',
    ],
    [
      'many attributes',
      `<svg ${Array.from({ length: 60_000 }, (_, i) => `a${i}="b"`).join(' ')}/>`,
      'UNKNOWN SVG_TOO_COMPLEX',
    ],
    [
      'quite many attributes',
      `<svg ${Array.from({ length: 30_000 }, (_, i) => `a${i}="b"`).join(' ')}/>`,
      'INVALID CREDENTIAL_MISSING',
    ],
    ['many entities', svg('&lt;'.repeat(200_000)), 'INVALID CREDENTIAL_MISSING'],
    ['a SVG that is a PNG further on', svg(anImage().toString('latin1')), 'INVALID CREDENTIAL_MISSING'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'INVALID NOT_JSON'],
    ['nothing', '', 'INVALID NOT_JSON'],
  ])('%s gets an answer in time', (_what, input, expected) => {
    const began = process.threadCpuUsage();
    expect(codeOf(input)).toBe(expected);
    const { user, system } = process.threadCpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(CPU_MS_MAX);
  });

  it('cut off at any byte, or with any byte changed, gets an answer', () => {
    const image = withChunks(iTXt(credential));
    for (let at = 0; at < image.length; at++) {
      const changed = Buffer.from(image);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x21, at);
      expect(codeOf(changed)).not.toBe('OB3_LD');
      expect(codeOf(image.subarray(0, at))).not.toBe('OB3_LD');
    }
  });
});
