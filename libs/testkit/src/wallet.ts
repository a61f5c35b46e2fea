import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { type CredentialOfferObject, type IssuerMetadataResult, Openid4vciClient, setGlobalConfig } from '@openid4vc/openid4vci';
import { SignJWT } from 'jose';

setGlobalConfig({ allowInsecureUrls: true });

/** A wallet as others write them: the published client of OID4VCI, with one Ed25519 key. */
export class Wallet {
  private readonly keys = generateKeyPairSync('ed25519');
  private readonly jwk = this.keys.publicKey.export({ format: 'jwk' }) as { kty: 'OKP'; crv: 'Ed25519'; x: string };
  readonly did = `did:jwk:${Buffer.from(JSON.stringify(this.jwk)).toString('base64url')}`;
  readonly client: Openid4vciClient;

  /** @param ask how it reaches the registry */
  constructor(ask: typeof fetch) {
    this.client = new Openid4vciClient({
      callbacks: {
        fetch: ask as never,
        hash: (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest(),
        generateRandom: (length) => randomBytes(length),
        clientAuthentication: () => undefined,
        signJwt: async (_signer, { header, payload }) => {
          const jwt = await new SignJWT(payload as never).setProtectedHeader(header as never).sign(this.keys.privateKey);
          return { jwt, signerJwk: this.jwk };
        },
      },
    });
  }

  async open(uri: string): Promise<{ offer: CredentialOfferObject; issuer: IssuerMetadataResult }> {
    const offer = await this.client.resolveCredentialOffer(uri);
    return { offer, issuer: await this.client.resolveIssuerMetadata(offer.credential_issuer) };
  }

  async token(opened: { offer: CredentialOfferObject; issuer: IssuerMetadataResult }, transactionCode: string): Promise<string> {
    const { accessTokenResponse } = await this.client.retrievePreAuthorizedCodeAccessTokenFromOffer({
      credentialOffer: opened.offer,
      issuerMetadata: opened.issuer,
      txCode: transactionCode,
    });
    return accessTokenResponse.access_token;
  }

  async proof(issuer: IssuerMetadataResult, nonce: string, configuration = 'OpenBadgeCredential_ldp_vc'): Promise<string> {
    const { jwt } = await this.client.createCredentialRequestJwtProof({
      issuerMetadata: issuer,
      credentialConfigurationId: configuration,
      nonce,
      signer: { method: 'did', alg: 'EdDSA', didUrl: `${this.did}#0` },
    });
    return jwt;
  }

  /** Shows to anybody who asks that it holds its key. */
  keyProof({ nonce, audience }: { readonly nonce: string; readonly audience: string }): Promise<string> {
    return new SignJWT({ nonce }).setProtectedHeader({ alg: 'EdDSA', typ: 'openid4vci-proof+jwt', kid: `${this.did}#0` }).setAudience(audience).setIssuedAt().sign(this.keys.privateKey);
  }

  /** From the link to the credential, as a person would go it. */
  async take(uri: string, transactionCode: string, configuration = 'OpenBadgeCredential_ldp_vc'): Promise<unknown> {
    const opened = await this.open(uri);
    const accessToken = await this.token(opened, transactionCode);
    const { c_nonce: nonce } = await this.client.requestNonce({ issuerMetadata: opened.issuer });
    const { credentialResponse } = await this.client.retrieveCredentials({
      issuerMetadata: opened.issuer,
      accessToken,
      credentialConfigurationId: configuration,
      proofs: { jwt: [await this.proof(opened.issuer, nonce, configuration)] },
    });
    const [first] = (credentialResponse as { credentials: { credential: unknown }[] }).credentials;
    return first?.credential;
  }
}
