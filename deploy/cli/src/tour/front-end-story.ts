import { randomUUID } from 'node:crypto';
import { RegistryClient, settle } from '@cairn/client';
import { type Verification, verifyCredential, verifyQuery } from '../provider/verification.js';
import type { Scene } from './scene.js';
import type { Telling } from './story.js';

const find = `query ($code: String!) {
  achievements(first: 1, filter: { mine: true, code: { eq: $code } }) { nodes { title currentVersion { id assessed } } }
}`;
const issue = `mutation IssueAward($input: IssueAwardInput!) {
  issueAward(input: $input) { award { id state awardedOn } position userErrors { code field message } }
}`;
const read = `query Credential($award: ID!) {
  award(id: $award) { state snapshot { achievementName issuerName } credential { url state status { listUrl index revoked } } }
}`;
const revoke = `mutation RevokeAward($input: RevokeAwardInput!) {
  revokeAward(input: $input) { award { id state revocation { reason } } position userErrors { code field message } }
}`;

interface Issued {
  readonly issueAward: { readonly award: { readonly id: string }; readonly position: string };
}
interface Read {
  readonly award: { readonly credential: { readonly url: string } };
}

/** A front end's credential: awarded, fetched by its address, checked by anyone, revoked, refused. */
export async function frontEndStory({ frontEnd: { client, achievementCode } }: Scene, telling: Telling): Promise<void> {
  const tell = telling.story('front end');
  const anyone = new RegistryClient(client.url, null);
  await settle(client, ['earners']);
  const input = await awardInput(client, achievementCode);
  const issued = await client.execute<Issued>(issue, { input });
  const { id } = issued.issueAward.award;
  tell({ what: 'Award, and get a position to await.', query: issue, answer: issued });
  const credential = await client.execute<Read>(read, { award: id }, { awaitPosition: issued.issueAward.position });
  tell({ what: 'Read the credential behind that position: nothing stale.', query: read, answer: credential });

  const { url } = credential.award.credential;
  const document = (await (await anyone.fetch(url, { headers: { accept: 'application/json' } })).json()) as Record<string, unknown>;
  tell({ what: 'Anyone fetches the signed document at its address (Open Badges 3.0).', answer: document });
  const valid = await verifyCredential(anyone, { document });
  tell({ what: 'Anyone has it verified.', query: verifyQuery, answer: valid });
  const changed = await verifyCredential(anyone, { document: { ...document, validFrom: '2001-01-01T00:00:00Z' } });
  tell({ what: 'With one date changed it is refused.', query: verifyQuery, answer: brief(changed) });

  type Revoked = { revokeAward: { position: string } };
  const revoked = await client.execute<Revoked>(revoke, { input: { id, reason: 'ISSUED_IN_ERROR', idempotencyKey: randomUUID() } });
  tell({ what: 'Revoke the award.', query: revoke, answer: revoked });
  const refused = await verifyCredential(anyone, { document }, { awaitPosition: revoked.revokeAward.position });
  tell({ what: 'Verified again behind that position: refused.', query: verifyQuery, answer: brief(refused) });

  telling.check('the fetched credential is verified', 'VALID', valid.verdict);
  telling.check('a changed credential is refused', 'INVALID', changed.verdict);
  telling.check('a revoked credential is refused', 'INVALID', refused.verdict);
  telling.check('because it is revoked', ['revocation'], refused.steps.filter(({ outcome }) => outcome === 'INVALID').map(({ step }) => step));
}

async function awardInput(client: RegistryClient, code: string) {
  type Found = { achievements: { nodes: { currentVersion: { id: string; assessed: boolean } }[] } };
  const [achievement] = (await client.execute<Found>(find, { code })).achievements.nodes;
  if (!achievement) throw new Error(`There is no achievement ${code}.`);
  const today = new Date().toISOString().slice(0, 10);
  return {
    idempotencyKey: randomUUID(),
    identifier: { type: 'EMAIL', value: 'tour.guest@visitors.example' },
    achievementVersionId: achievement.currentVersion.id,
    assessment: achievement.currentVersion.assessed ? { method: 'shown in the tour', assessedOn: today } : undefined,
    visibility: 'PUBLIC',
  };
}

/** The verdict, and the steps that speak against. */
const brief = ({ verdict, steps }: Verification) => ({ verdict, steps: steps.filter(({ outcome }) => outcome !== 'VALID') });
