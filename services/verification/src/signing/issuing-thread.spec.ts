import { fileURLToPath } from 'node:url';
import { keyIdOf, newSigningKey } from '@cairn/credentials';
import type { IssuingJob } from './issuing.js';
import { IssuingThread } from './issuing-thread.js';

const did = 'did:web:registry.example:i:harbour';
const { privateKey, publicKeyMultibase } = newSigningKey();
const day = new Date('2026-03-01T00:00:00Z');

const job = (name: string): IssuingJob => ({
  details: {
    credentialId: `https://registry.example/c/${name}`,
    issuer: { did, name: 'Harbour University', url: 'https://harbour.example' },
    achievement: {
      id: 'https://registry.example/a/1',
      name,
      description: 'An invented achievement.',
      criteriaNarrative: 'None.',
      achievementType: 'MicroCredential',
      version: '1',
      tags: [],
      alignments: [],
      inLanguage: 'en',
    },
    subjectId: 'urn:uuid:0b8f6f53-6f0e-4a52-9d6b-2b1ed13f6f01',
    validFrom: day,
    awardedDate: day,
  },
  verificationMethod: keyIdOf(did, publicKeyMultibase),
  privateKey,
  created: day,
});

const loader = ['--import', fileURLToPath(new URL('../../../../deploy/launcher/typescript.mjs', import.meta.url))];

describe('IssuingThread', () => {
  it('answers what is urgent before the thread is ready, and what can wait from the thread, all in order', async () => {
    const thread = new IssuingThread(loader);
    const names = Array.from({ length: 12 }, (_, position) => `n${position}`);
    const patient = thread.issue(names.map(job), { patient: true });
    const urgent = await thread.issue(names.slice(0, 2).map(job), { patient: false });
    const made = [...urgent, ...(await patient)].map((issued) => (issued.ok ? (JSON.parse(issued.document) as { name: string }).name : issued.fault));
    expect(made).toEqual(['n0', 'n1', ...names]);
    await thread.close();
  });

  it('says why one document cannot be made, and makes the others', async () => {
    const thread = new IssuingThread(loader);
    const bad = job('bad');
    const issued = await thread.issue([{ ...bad, details: { ...bad.details, validUntil: day } }, job('good')], { patient: false });
    expect(issued).toEqual([{ ok: false, fault: expect.stringMatching(/^VALIDITY_EMPTY/) }, expect.objectContaining({ ok: true })]);
    await thread.close();
  });

  it('rejects what it was asked for when it stops', async () => {
    const thread = new IssuingThread(loader);
    const asked = expect(thread.issue([job('late')], { patient: true })).rejects.toThrow(/stopping/);
    await thread.close();
    await asked;
  });
});
