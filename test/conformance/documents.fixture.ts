import type { CredentialDetails } from '@cairn/credentials';

/** A credential of an invented issuer, with most of what one can say and some traps for canonical forms. */
export const sampleDetails = (did: string, over: Partial<CredentialDetails> = {}): CredentialDetails => ({
  credentialId: 'https://registry.example/c/awd_1',
  issuer: { did, name: 'Harbour University', url: 'https://harbour.example' },
  achievement: {
    id: 'https://registry.example/a/ver_1',
    name: 'Bonjour – Grüße – 你好 "quoted"\n\ttabbed',
    description: 'Greeting people in three languages.',
    criteriaNarrative: 'Greet **three** people.',
    achievementType: 'MicroCredential',
    version: '1',
    tags: ['greeting', 'greeting', 'language'],
    alignments: [
      { targetName: 'greet', targetUrl: 'https://skills.example/1', targetType: 'CFItem' },
      { targetName: 'greet', targetUrl: 'https://skills.example/1', targetType: 'CFItem' },
    ],
    inLanguage: 'zh-Hans-CN',
    creditsAvailable: 0.5,
  },
  subjectId: 'urn:uuid:0b8f6f53-6f0e-4a52-9d6b-2b1ed13f6f01',
  validFrom: new Date('2026-03-01T10:00:00Z'),
  awardedDate: new Date('2026-03-01T10:00:00Z'),
  results: [{ value: '3', status: 'Completed' }],
  status: { listUrl: 'https://registry.example/status/1', index: 94567, purpose: 'revocation' },
  ...over,
});
