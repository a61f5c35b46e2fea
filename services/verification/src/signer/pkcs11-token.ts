import { createHash } from 'node:crypto';
import type { KeyAlgorithm, PublicJwk } from '@cairn/credentials';
import type { Handle, PKCS11, Template } from 'pkcs11js';

type Cryptoki = typeof import('pkcs11js');

/** Where a token is, and how to get into it. */
export interface TokenAddress {
  /** File of the PKCS#11 library, for instance that of SoftHSM. */
  readonly library: string;
  /** Label of the token. */
  readonly label: string;
  readonly pin: string;
}

/** PKCS#11 3.0; the package that speaks it names the mechanisms of 2.40 only. */
const EDWARDS_PAIR = 0x1055;
const EDDSA = 0x1057;

/** What makes pairs and signs with them, by algorithm. The parameters are DER: the OID of P-256, and "edwards25519". */
const ways: Record<KeyAlgorithm, { pair: (c: Cryptoki) => number; sign: (c: Cryptoki) => number; parameters: (c: Cryptoki) => Template }> = {
  ES256: {
    pair: (c) => c.CKM_EC_KEY_PAIR_GEN,
    sign: (c) => c.CKM_ECDSA,
    parameters: (c) => [{ type: c.CKA_EC_PARAMS, value: Buffer.from('06082a8648ce3d030107', 'hex') }],
  },
  EdDSA: {
    pair: () => EDWARDS_PAIR,
    sign: () => EDDSA,
    parameters: (c) => [{ type: c.CKA_EC_PARAMS, value: Buffer.from('130c656477617264733235353139', 'hex') }],
  },
  RS256: {
    pair: (c) => c.CKM_RSA_PKCS_KEY_PAIR_GEN,
    sign: (c) => c.CKM_SHA256_RSA_PKCS,
    parameters: (c) => [
      { type: c.CKA_MODULUS_BITS, value: 2048 },
      { type: c.CKA_PUBLIC_EXPONENT, value: Buffer.from([1, 0, 1]) },
    ],
  },
};

/** One PKCS#11 token, logged into: makes key pairs that cannot be taken out again, and signs with them. */
export class Pkcs11Token {
  private constructor(
    private readonly cryptoki: Cryptoki,
    private readonly library: PKCS11,
    private readonly session: Handle,
  ) {}

  /** Throws when the optional package `pkcs11js`, the library or the token is not there, and when the PIN is wrong. */
  static async open({ library: file, label, pin }: TokenAddress): Promise<Pkcs11Token> {
    const module = (await import('pkcs11js')) as Cryptoki & { default?: Cryptoki };
    const cryptoki = module.default ?? module;
    const library = new cryptoki.PKCS11();
    library.load(file);
    library.C_Initialize();
    try {
      const slot = library.C_GetSlotList(true).find((one) => library.C_GetTokenInfo(one).label.trim() === label);
      if (slot === undefined) throw new Error(`the PKCS#11 library has no token with the label ${label}`);
      const session = library.C_OpenSession(slot, cryptoki.CKF_SERIAL_SESSION | cryptoki.CKF_RW_SESSION);
      library.C_Login(session, cryptoki.CKU_USER, pin);
      return new Pkcs11Token(cryptoki, library, session);
    } catch (error) {
      library.C_Finalize();
      library.close();
      throw error;
    }
  }

  /** Makes a pair under `id` and answers its public half. */
  async make(id: string, algorithm: KeyAlgorithm): Promise<PublicJwk> {
    const { cryptoki: c, library } = this;
    const named: Template = [
      { type: c.CKA_ID, value: idBytes(id) },
      { type: c.CKA_LABEL, value: id },
      { type: c.CKA_TOKEN, value: true },
    ];
    const { publicKey } = await library.C_GenerateKeyPairAsync(
      this.session,
      { mechanism: ways[algorithm].pair(c) },
      [...named, { type: c.CKA_VERIFY, value: true }, ...ways[algorithm].parameters(c)],
      [
        ...named,
        { type: c.CKA_SIGN, value: true },
        { type: c.CKA_PRIVATE, value: true },
        { type: c.CKA_SENSITIVE, value: true },
        { type: c.CKA_EXTRACTABLE, value: false },
      ],
    );
    return this.publicHalf(publicKey, algorithm);
  }

  /** The private key under `id`; undefined when the token has none. */
  find(id: string): Handle | undefined {
    const { cryptoki: c, library, session } = this;
    library.C_FindObjectsInit(session, [
      { type: c.CKA_CLASS, value: c.CKO_PRIVATE_KEY },
      { type: c.CKA_ID, value: idBytes(id) },
    ]);
    try {
      return library.C_FindObjects(session) ?? undefined;
    } finally {
      library.C_FindObjectsFinal(session);
    }
  }

  /** @param bytes the message itself. One call after another: a session has one signature under way at a time */
  sign(key: Handle, algorithm: KeyAlgorithm, bytes: Uint8Array): Uint8Array {
    const { cryptoki: c, library, session } = this;
    library.C_SignInit(session, { mechanism: ways[algorithm].sign(c) }, key);
    // CKM_ECDSA signs a hash, the others the message.
    const input = algorithm === 'ES256' ? createHash('sha256').update(bytes).digest() : Buffer.from(bytes);
    return new Uint8Array(library.C_Sign(session, input, Buffer.alloc(512)));
  }

  /** Whether the token would show the private half to somebody who asks for it; it is made so that it does not. */
  reveals(key: Handle): boolean {
    const { cryptoki: c, library, session } = this;
    try {
      library.C_GetAttributeValue(session, key, [{ type: c.CKA_VALUE }]);
      return true;
    } catch {
      return false;
    }
  }

  close(): void {
    this.library.C_Logout(this.session);
    this.library.C_CloseSession(this.session);
    this.library.C_Finalize();
    this.library.close();
  }

  private publicHalf(key: Handle, algorithm: KeyAlgorithm): PublicJwk {
    const { cryptoki: c } = this;
    if (algorithm === 'RS256') {
      const [n, e] = this.attributes(key, c.CKA_MODULUS, c.CKA_PUBLIC_EXPONENT);
      return { kty: 'RSA', n: text(n), e: text(e) };
    }
    // A DER octet string: two bytes, then the point.
    const point = this.attributes(key, c.CKA_EC_POINT)[0].subarray(2);
    return algorithm === 'EdDSA'
      ? { kty: 'OKP', crv: 'Ed25519', x: text(point) }
      : { kty: 'EC', crv: 'P-256', x: text(point.subarray(1, 33)), y: text(point.subarray(33)) };
  }

  private attributes<Types extends [number, ...number[]]>(key: Handle, ...types: Types): { [At in keyof Types]: Buffer } {
    const found = this.library.C_GetAttributeValue(this.session, key, types.map((type) => ({ type })));
    return found.map(({ value }) => value as Buffer) as { [At in keyof Types]: Buffer };
  }
}

const idBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

const text = (bytes: Buffer): string => bytes.toString('base64url');
