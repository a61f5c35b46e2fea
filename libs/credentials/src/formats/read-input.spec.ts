import { withChunks } from './image.fixture.js';
import { writeChunk } from './png-chunks.js';
import { readInput } from './read-input.js';

const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jws = (payload: object, header: object = { alg: 'ES256', typ: 'JWT' }) =>
  `${b64(header)}.${b64(payload)}.AAAA`;
const vc = (...types: string[]) => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential', ...types],
});
const assertion = {
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'Assertion',
  badge: 'https://a.example/b',
  verification: { type: 'hosted' },
};
const older = {
  uid: '1',
  recipient: { type: 'email', identity: 'a' },
  badge: 'https://a.example/b',
  verify: { type: 'hosted', url: 'https://a.example/1' },
};
const oldest = {
  recipient: 'sha256$ab',
  badge: { version: '0.5.0', name: 'x', issuer: { origin: 'https://a.example' } },
};
const address = 'https://a.example/assertion/1';

const png = (type: string, keyword: string, text: string) =>
  withChunks(
    writeChunk(type, Buffer.from(type === 'iTXt' ? `${keyword}\0\0\0\0\0${text}` : `${keyword}\0${text}`)),
  );
const svg = (inner: string) =>
  Buffer.from(
    `<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="http://openbadges.org" xmlns:b="https://purl.imsglobal.org/ob/v3p0">${inner}</svg>`,
  );
const cdata = (value: object) => `<![CDATA[\n  ${JSON.stringify(value)}\n]]>`;

const formOf = (input: Uint8Array | string | object) => {
  const reading = readInput(input);
  return reading.ok ? `${reading.read.format} ${reading.read.container}` : reading.code;
};

describe('reading', () => {
  it.each<[string, Uint8Array | string | object, string]>([
    ['an Open Badge', vc('OpenBadgeCredential'), 'OB3_LD NONE'],
    ['an Open Badge by its other name', vc('AchievementCredential'), 'OB3_LD NONE'],
    ['any other credential', vc('AlumniCredential'), 'VC_LD NONE'],
    ['a learner record', vc('ClrCredential'), 'CLR2_LD NONE'],
    ['an endorsement', vc('EndorsementCredential'), 'ENDORSEMENT_LD NONE'],
    ['an Open Badge as token', jws(vc('OpenBadgeCredential')), 'OB3_JWT NONE'],
    ['a learner record as token', jws(vc('ClrCredential')), 'CLR2_JWT NONE'],
    ['an endorsement as token', jws(vc('EndorsementCredential')), 'ENDORSEMENT_JWT NONE'],
    ['a token of the older payload', jws({ vc: vc('OpenBadgeCredential') }), 'OB3_JWT NONE'],
    [
      'a token of VC-JOSE-COSE',
      jws(vc('OpenBadgeCredential'), { alg: 'ES256', typ: 'vc+jwt' }),
      'VC_JOSE NONE',
    ],
    [
      'the same by its whole media type',
      jws(vc(), { alg: 'ES256', typ: 'application/vc+jwt' }),
      'VC_JOSE NONE',
    ],
    [
      'an SD-JWT VC',
      jws({ vct: 'x', iss: 'https://a.example' }, { alg: 'ES256', typ: 'dc+sd-jwt' }) + '~',
      'SD_JWT NONE',
    ],
    ['a token with blanks around', `\n ${jws(vc('OpenBadgeCredential'))}\n`, 'OB3_JWT NONE'],
    ['a hosted badge of 2.0', assertion, 'OB2_HOSTED NONE'],
    ['a signed badge of 2.0', jws(assertion), 'OB2_SIGNED NONE'],
    ['a badge of 1.0', older, 'OB1 NONE'],
    ['a signed badge of 1.0', jws(older), 'OB1 NONE'],
    ['a badge of 0.5', oldest, 'OB1 NONE'],
    [
      'a PNG of 3.0',
      png('iTXt', 'openbadgecredential', JSON.stringify(vc('OpenBadgeCredential'))),
      'OB3_LD PNG',
    ],
    [
      'a PNG of 3.0 with a token',
      png('iTXt', 'openbadgecredential', jws(vc('OpenBadgeCredential'))),
      'OB3_JWT PNG',
    ],
    [
      'a PNG with a learner record',
      png('iTXt', 'clrcredential', JSON.stringify(vc('ClrCredential'))),
      'CLR2_LD PNG',
    ],
    ['a PNG of 2.0', png('iTXt', 'openbadges', JSON.stringify(assertion)), 'OB2_HOSTED PNG'],
    ['a PNG of 1.0 with its badge', png('tEXt', 'openbadges', JSON.stringify(older)), 'OB1 PNG'],
    ['a PNG of 1.0 with an address', png('tEXt', 'openbadges', address), 'ADDRESS PNG'],
    ['an SVG of 3.0', svg(`<b:credential>${cdata(vc('OpenBadgeCredential'))}</b:credential>`), 'OB3_LD SVG'],
    [
      'an SVG of 3.0 with a token',
      svg(`<b:credential verify="${jws(vc('OpenBadgeCredential'))}"/>`),
      'OB3_JWT SVG',
    ],
    [
      'an SVG of 2.0',
      svg(`<o:assertion verify="${address}">${cdata(assertion)}</o:assertion>`),
      'OB2_HOSTED SVG',
    ],
    ['an SVG of 2.0 with an address', svg(`<g><o:assertion verify="${address}"/></g>`), 'ADDRESS SVG'],
    [
      'an SVG of both',
      svg(
        `<o:assertion verify="${address}"/><b:credential>${cdata(vc('OpenBadgeCredential'))}</b:credential>`,
      ),
      'OB3_LD SVG',
    ],
    ['an address without an image', address, 'NOT_JSON'],
    [
      'a credential in the wrong kind of chunk',
      png('tEXt', 'openbadgecredential', JSON.stringify(vc())),
      'CREDENTIAL_MISSING',
    ],
  ])('%s is told from its own shape', (_what, input, expected) => expect(formOf(input)).toBe(expected));

  it('keeps of a token its text, header and claims, and the credential without the claims about the token', () => {
    const token = jws({ ...vc('OpenBadgeCredential'), iss: 'did:x:1', jti: 'urn:x:1', nbf: 1 });
    const reading = readInput(token);
    if (!reading.ok) throw new Error(reading.code);
    expect(reading.read).toMatchObject({
      compact: token,
      header: { alg: 'ES256' },
      claims: { iss: 'did:x:1', nbf: 1 },
    });
    expect(reading.read.document).toEqual(vc('OpenBadgeCredential'));
  });

  it('gives an object no way to change while it is judged', () => {
    const document: Record<string, unknown> = vc('OpenBadgeCredential');
    const reading = readInput(document);
    document['type'] = 'Other';
    expect(reading.ok && reading.read.document['type']).toEqual([
      'VerifiableCredential',
      'OpenBadgeCredential',
    ]);
  });
});
