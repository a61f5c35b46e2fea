import { readInput, type JsonObject } from '@cairn/credentials';
import { describeUnless } from '@cairn/testkit';
import { judged, readOf, samplesMissing, trustingEvidence } from './one-edtech.fixture.js';

describeUnless(samplesMissing)("1EdTech's CLR 2.0 samples", () => {
  it('simple.json is VALID, and so is what is nested in it', async () => {
    const nested = readOf('clr20/simple.json').document['credentialSubject'] as JsonObject;
    const [inner] = nested['verifiableCredential'] as JsonObject[];
    const reading = readInput(inner!);
    const result = await judged('clr20/simple.json', {
      nested: reading.ok ? [trustingEvidence(reading.read)] : [],
    });
    expect(result).toMatchObject({ verdict: 'VALID', codes: [] });
    expect(result.nested.map((one) => one.result.verdict)).toEqual(['VALID']);
  });

  it.each<[string, string, string]>([
    ['simple_v1.json', 'VALID', ''],
    // Issuer and key have nothing to do with one another; the validator has this test switched off.
    ['complex.json', 'INVALID', 'issuerIdentity ISSUER_NOT_KEY_OWNER'],
    ['simple-noproof.json', 'INVALID', 'proof PROOF_MISSING'],
    // Contexts of a draft that are no longer published anywhere. The validator does not process the contexts of tokens.
    ['simple.jwt', 'UNKNOWN', 'context CONTEXT_NOT_KNOWN'],
    ['simple_old_safesigned.json', 'UNKNOWN', 'context CONTEXT_NOT_KNOWN'],
  ])('%s is %s (%s)', async (file, verdict, code) => {
    const result = await judged(`clr20/${file}`);
    expect(result.verdict).toBe(verdict);
    if (code) expect(result.codes).toContain(code);
  });
});
