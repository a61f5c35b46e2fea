import { parentPort } from 'node:worker_threads';
import { keyIdOf, newSigningKey } from '@cairn/credentials';
import { issueAll, type IssuingJob } from './issuing.js';

/** The thread's side of IssuingHand: one batch in, its documents out. What comes first, unasked for, says that it is ready. */
parentPort?.on('message', async (jobs: readonly IssuingJob[]) => {
  parentPort?.postMessage(await issueAll(jobs));
});

parentPort?.postMessage(await issueAll([trial()]));

/** A document nobody will see: the first one costs a hundred times as much as the next. */
function trial(): IssuingJob {
  const did = 'did:web:trial.example';
  const { privateKey, publicKeyMultibase } = newSigningKey();
  const now = new Date();
  const achievement = { id: 'https://trial.example/a', name: 'Trial', description: 'Trial', criteriaNarrative: 'None', version: '1', inLanguage: 'en' };
  return {
    details: {
      credentialId: 'https://trial.example/c',
      issuer: { did, name: 'Trial', url: 'https://trial.example' },
      achievement: { ...achievement, achievementType: 'Achievement', tags: [], alignments: [] },
      subjectId: 'urn:uuid:00000000-0000-4000-8000-000000000000',
      validFrom: now,
      awardedDate: now,
    },
    verificationMethod: keyIdOf(did, publicKeyMultibase),
    privateKey,
    created: now,
  };
}
