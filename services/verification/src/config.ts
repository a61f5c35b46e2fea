import { type FetchingSettings, readFetchingSettings } from '@cairn/fetching';
import { type Environment, readSettings, setting } from '@cairn/service';
import { z } from 'zod';
import type { TokenAddress } from './signer/pkcs11-token.js';

/** What can be set about verification beyond what every service has. */
export interface VerificationSettings {
  /** Whether documents that nobody asked for are signed when there is time. */
  readonly backgroundSigning: boolean;
  /** Whether that is done at once and with all there is, as a load needs whose documents are wanted soon; left out: slowly. */
  readonly eagerSigning?: boolean;
  /** The database under the signer's role; undefined: the worker's address with the signer's name in it. */
  readonly signerUrl?: string;
  /** The PKCS#11 token in which signing keys are made from now on; undefined: they are sealed in the database. */
  readonly token?: TokenAddress;
  /** Which hosts may be called though they are not public; undefined: none. */
  readonly fetching?: FetchingSettings;
  /** Set: addresses of strangers are called by a thread of its own, with these options of Node's (left out: those of this process). */
  readonly fetchingThread?: { readonly execArgv?: string[] };
  /** Whether the VC-API answers, and a test issuer signs what it is asked to. */
  readonly vcApi?: boolean;
  /** Pages of whoever runs the registry, to which wallets lead their people; left out: the registry's own address. */
  readonly termsUrl?: string;
  readonly privacyUrl?: string;
}

export const VERIFICATION_SETTINGS = Symbol('verification settings');

const address = z.url({ protocol: /^https?$/, error: 'must be a web address' }).optional();

const settings = {
  /** `off`: documents are signed when they are read, and only then. `eager`: as soon as they can be, with every core. */
  CAIRN_BACKGROUND_SIGNING: z.enum(['on', 'off', 'eager'], 'must be on, off or eager').default('on'),
  /** Set where the signer's role has a password of its own, as it should in production. */
  CAIRN_DATABASE_SIGNER_URL: setting.postgres.optional(),
  /** File of a PKCS#11 library, with label and PIN of a token; all three or none. */
  CAIRN_PKCS11_LIBRARY: z.string().optional(),
  CAIRN_PKCS11_TOKEN: z.string().optional(),
  CAIRN_PKCS11_PIN: z.string().optional(),
  /** Addresses of the terms of service and of the privacy policy. */
  CAIRN_TERMS_URL: address,
  CAIRN_PRIVACY_URL: address,
  /** `on` for suites of tests and measurements only: whoever reaches the registry has documents signed by its test issuer. */
  CAIRN_VC_API: z.enum(['on', 'off'], 'must be on or off').default('off'),
};

const ofToken = ['CAIRN_PKCS11_LIBRARY', 'CAIRN_PKCS11_TOKEN', 'CAIRN_PKCS11_PIN'] as const;

export function readVerificationSettings(env: Environment = process.env): VerificationSettings {
  const read = readSettings(settings, env, (isSet) => {
    const missing = ofToken.filter((name) => !isSet(name));
    return missing.length === 0 || missing.length === ofToken.length ? [] : missing.map((name) => `${name} must be set with the others of the token.`);
  });
  const { CAIRN_PKCS11_LIBRARY: library, CAIRN_PKCS11_TOKEN: label, CAIRN_PKCS11_PIN: pin } = read;
  return {
    backgroundSigning: read.CAIRN_BACKGROUND_SIGNING !== 'off',
    eagerSigning: read.CAIRN_BACKGROUND_SIGNING === 'eager',
    vcApi: read.CAIRN_VC_API === 'on',
    termsUrl: read.CAIRN_TERMS_URL,
    privacyUrl: read.CAIRN_PRIVACY_URL,
    signerUrl: read.CAIRN_DATABASE_SIGNER_URL,
    token: library && label && pin ? { library, label, pin } : undefined,
    fetching: readFetchingSettings(env),
    fetchingThread: {},
  };
}
