/** What the bench calls of its peers beyond what the judges of test/conformance are asked. */
declare module '@digitalbazaar/ed25519-multikey' {
  interface KeyPair {
    publicKeyMultibase: string;
    id: string;
    controller: string;
    signer(): object;
  }
  export function generate(): Promise<KeyPair>;
}
