import { vouchedNames } from './vouched-names.js';

const url = 'https://oakmere.example:8443/ob/v3p0';
const plain = (value: string) => ({ kind: 'PLAIN' as const, value });
const [one, other] = ['urn:uuid:0b8f6f53-6f0e-4a52-9d6b-2b1ed13f6f01', 'urn:uuid:0b8f6f53-6f0e-4a52-9d6b-2b1ed13f6f02'];

describe('a pseudonym', () => {
  it('means the person where its issuer hands the credential out itself', () => {
    for (const issuer of ['did:web:oakmere.example%3A8443', 'did:web:oakmere.example%3A8443:i:7', 'https://oakmere.example:8443/issuers/7']) expect(vouchedNames({ issuer, recipients: [plain(one), plain(other)] }, url)).toEqual([one, other]);
  });

  it('means nobody where another hands it out', () => {
    for (const issuer of ['did:web:oakmere.example', 'did:web:heron.example', 'did:key:z6Mk', 'http://oakmere.example:8443', 'did:web:%', '']) expect(vouchedNames({ issuer, recipients: [plain(one)] }, url)).toEqual([]);
  });

  it('means nobody beside a name, which may be of somebody else', () => {
    for (const named of [plain('mira@people.example'), plain('did:example:mira'), { kind: 'HASHED' as const, hash: 'sha256$ab', salt: '' }]) expect(vouchedNames({ issuer: 'did:web:oakmere.example%3A8443', recipients: [plain(one), named] }, url)).toEqual([]);
  });
});
