/** The suite ships no type declarations; only what is called is described. */
declare module '@digitalbazaar/ecdsa-sd-2023-cryptosuite' {
  type Loader = (address: string) => Promise<{ contextUrl: null; documentUrl: string; document: object }>;
  interface Question {
    cryptosuite: object;
    document: object;
    proof: object;
    documentLoader: Loader;
  }
  interface Verifying {
    createVerifier(question: {
      verificationMethod: object;
    }): Promise<{ verify(question: { data: object }): Promise<boolean> }>;
    createVerifyData(question: Question): Promise<object>;
  }
  export function createSignCryptosuite(options: { mandatoryPointers: readonly string[] }): {
    createVerifyData(question: Question): Promise<object>;
    createProofValue(question: {
      verifyData: object;
      dataIntegrityProof: { signer: { sign(question: { data: Uint8Array }): Promise<Uint8Array> } };
    }): Promise<string>;
  };
  export function createDiscloseCryptosuite(options: { selectivePointers: readonly string[] }): {
    derive(question: {
      cryptosuite: object;
      document: object;
      purpose: { term: string };
      proofSet: object[];
      documentLoader: Loader;
      dataIntegrityProof: { matchProof(question: { proof: object }): Promise<boolean> };
    }): Promise<Record<string, unknown>>;
  };
  export function createConfirmCryptosuite(): Verifying;
  export function createVerifyCryptosuite(): Verifying;
}
