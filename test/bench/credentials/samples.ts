import { type CredentialDetails, didKeyOf, issueCredentialText, type IssuerKey, keyIdOf, newSigningKey, type VerificationEvidence } from '@cairn/credentials';

const key = newSigningKey();
const did = didKeyOf(key.publicKeyMultibase);
const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

export const signer = { privateKey: key.privateKey, verificationMethod: keyIdOf(did, key.publicKeyMultibase) };
export const created = day('2026-03-02');
export const asOf = day('2026-06-01');

/** An invented award of about 2.5 kB. @param achievement awards of one number share everything but what is their earner's */
export function detailsOf(n: number, achievement: number): CredentialDetails {
  const address = `https://registry.example/a/${achievement}`;
  return {
    credentialId: `https://registry.example/c/awd_${n}`,
    issuer: { did, name: `Harbour University ${achievement}`, url: 'https://harbour.example', imageUrl: 'https://harbour.example/logo.png' },
    achievement: {
      id: address,
      name: `Applied data literacy ${achievement}`,
      description: `Ten hours of learning with a reviewed portfolio, number ${achievement}.`,
      criteriaNarrative: `Hand in ${achievement} artefacts; each is reviewed against the rubric; **all** must reach level 2.`,
      achievementType: 'MicroCredential',
      version: String(achievement),
      imageUrl: `${address}.png`,
      tags: ['data', `literacy ${achievement}`],
      alignments: [{ targetName: `analyse data ${achievement}`, targetUrl: `https://skills.example/${achievement}`, targetCode: `S${achievement}`, targetType: 'CFItem' }],
      inLanguage: 'en',
      creditsAvailable: 1,
      resultDescriptions: [{ id: `${address}#level`, name: 'Rubric level', resultType: 'RubricCriterionLevel', allowedValue: ['1', '2', '3'], requiredValue: '2' }],
    },
    subjectId: `urn:uuid:0b8f6f53-6f0e-4a52-9d6b-${String(n).padStart(12, '0')}`,
    validFrom: day('2026-03-01'),
    validUntil: day('2029-03-01'),
    awardedDate: day('2026-02-27'),
    results: [{ resultDescription: `${address}#level`, value: String((n % 3) + 1) }],
    evidence: [{ id: `urn:uuid:1b8f6f53-6f0e-4a52-9d6b-${String(n).padStart(12, '0')}`, name: `Portfolio ${n}`, genre: 'Portfolio', description: 'Three artefacts' }],
    status: { listUrl: 'https://registry.example/status/1', index: n, purpose: 'revocation' },
  };
}

/** Documents of which no two are of the same achievement. */
export async function signedTexts(count: number): Promise<string[]> {
  const texts: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const issuance = await issueCredentialText(detailsOf(n, n), signer, created);
    if (!issuance.ok) throw new Error(`the sample cannot be issued: ${JSON.stringify(issuance)}`);
    texts.push(issuance.text);
  }
  return texts;
}

const issuerKey: IssuerKey = {
  id: signer.verificationMethod,
  controller: did,
  publicKeyMultibase: key.publicKeyMultibase,
  history: [
    { state: 'PRE_PUBLISHED', at: day('2026-01-01'), recordedAt: day('2026-01-01') },
    { state: 'ACTIVE', at: day('2026-01-02'), recordedAt: day('2026-01-02') },
  ],
};

/** All that is known of the n-th sample: its key, and that it is not revoked. */
export const evidenceOf = (n: number): VerificationEvidence => ({
  issuer: { outcome: 'KNOWN', id: did, keys: [issuerKey], observedAt: asOf },
  status: [{ source: 'STATUS_LIST', purpose: 'revocation', listUrl: 'https://registry.example/status/1', index: n, outcome: 'READ', value: false, observedAt: asOf }],
});
