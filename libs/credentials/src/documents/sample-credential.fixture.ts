import type { CredentialDetails } from './credential-details.js';

/** An invented award with every member the builder knows; `over` replaces members of the first level. */
export function aCredential(over: Partial<CredentialDetails> = {}): CredentialDetails {
  return {
    credentialId: 'https://registry.example/c/awd_01h45y8c4ze4nb0s6hjq4xq4c1',
    issuer: {
      did: 'did:web:registry.example:i:harbour-university',
      name: 'Harbour University',
      url: 'https://harbour.example',
      imageUrl: 'https://harbour.example/logo.png',
    },
    achievement: {
      id: 'https://registry.example/a/ver_01h45y8c4ze4nb0s6hjq4xq4c2',
      name: 'Applied data literacy',
      description: 'Ten hours of learning with a reviewed portfolio.',
      criteriaNarrative: 'Hand in three artefacts; each is reviewed against the rubric.',
      criteriaUrl: 'https://harbour.example/data-literacy',
      achievementType: 'MicroCredential',
      version: '2',
      imageUrl: 'https://harbour.example/data-literacy.png',
      tags: ['data', 'literacy'],
      alignments: [
        {
          targetName: 'analyse data',
          targetUrl: 'https://skills.example/123',
          targetCode: 'S123',
          targetType: 'CFItem',
        },
      ],
      inLanguage: 'en',
      creditsAvailable: 2.5,
    },
    subjectId: 'urn:uuid:0b8f6f53-6f0e-4a52-9d6b-2b1ed13f6f01',
    validFrom: new Date('2026-03-01T10:00:00.750Z'),
    validUntil: new Date('2029-03-01T10:00:00Z'),
    awardedDate: new Date('2026-02-27T09:30:00Z'),
    results: [{ value: '87', status: 'Completed' }],
    creditsEarned: 2.5,
    status: { listUrl: 'https://registry.example/status/1', index: 94567, purpose: 'revocation' },
    ...over,
  };
}
