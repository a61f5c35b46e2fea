import type { Principal } from '@cairn/access';
import { withCluster } from '../../cluster.js';
import { type Effort, exactly, type Figure, type Run } from '../../figure.js';
import { Desk } from './desk.js';

const caseFields = `id state title language attempt filedAt dueAt overdue decisionPolicy achievementVersion { id } rubric { key title standard levels { key title } parts }
  parts { requirement title text words carriedFrom evidence { id name mediaType bytes url } } diff { requirement changes { kind text } evidenceAdded evidenceRemoved }
  previousFeedback { attempt feedback criteria { criterion title level feedback } }
  assignment { id state offeredAt lapsesAt review { id state recommendation notes revision scores { criterion level feedback } } } reviews { id notes }`;
const given = ['Zephyrine', 'Ottoline', 'Peregrin', 'Lysander', 'Philippa'];
const family = ['Quillfeather', 'Wolmersley', 'Tatterdemain', 'Ashgrove', 'Bellwether'];

/** Names, numbers and ids of people, told in texts and file names, looked for in every answer that somebody who judges blindly can get. */
export function leakFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const count = quick ? 5 : 25;
  return withCluster(async () => {
    const desk = await Desk.open();
    try {
      say(`leaks: ${count} people`);
      const reviewer = await desk.reviewer();
      let [found, bytes] = [0, 0];
      for (let one = 0; one < count; one += 1) {
        const name = `${given[one % 5] ?? ''} ${family[Math.floor(one / 5)] ?? ''}`;
        const submission = await desk.drafted(name, `I am ${name}, ${name.toUpperCase()}, ${name.split(' ')[1] ?? ''} for short. Nothing else.`);
        const marks = [...name.split(' '), submission.slice(4), ...(await idsOf(desk, submission))];
        await desk.done(desk.administrator, 'addEvidenceLink', { submissionId: submission, requirementKey: 'p1', url: `https://work.example/${one}`, title: `By ${name}` }).catch(() => undefined);
        const { caseId } = await desk.accepted(reviewer, submission);
        const heard = (await answers(desk, [reviewer, desk.member(['GRANT_AWARD'])], caseId)).toLowerCase();
        if (!heard.includes('nothing else.')) throw new Error('the text was not shown, so nothing was looked through');
        bytes += heard.length;
        found += marks.filter((mark) => heard.includes(mark.toLowerCase())).length;
      }
      return { figures: [{ ...exactly('identity_leaks', found, 'hits', 0), note: `${count} people, ${bytes} bytes of answers looked through` }], runs: [] };
    } finally {
      await desk.close();
    }
  });
}

async function idsOf({ database }: Desk, submission: string): Promise<string[]> {
  const rows = await database.database.work((tx) => tx.query<{ earner: string; number: string }>('SELECT earner_id AS earner, number FROM submission WHERE id = $1', [submission.slice(4)]));
  return rows.flatMap(({ earner, number }) => [earner, number]);
}

/** Whatever those who judge can ask about a case, and what they might try. */
async function answers({ service, version }: Desk, all: readonly Principal[], id: string): Promise<string> {
  const issuer = [{ __typename: 'Issuer', id: `iss_${version.issuer}` }];
  const asked: [string, Record<string, unknown>][] = [
    [`query ($id: ID!) { reviewCase(id: $id) { ${caseFields} } }`, { id }],
    [`{ myReviewCases(first: 20) { nodes { ${caseFields} } } }`, {}],
    [`query ($issuer: [_Any!]!) { _entities(representations: $issuer) { ... on Issuer { reviewQueue(first: 20) { nodes { ${caseFields} } } } } }`, { issuer }],
    ['query ($id: ID!) { submission(id: $id) { id number earner { id name } } }', { id: `sub_${id.slice(4)}` }],
    ['{ submissions(first: 10) { nodes { number earner { name } } } }', {}],
  ];
  const heard: string[] = [];
  for (const by of all) for (const [query, variables] of asked) heard.push(JSON.stringify(await service.ask(by, query, variables)));
  return heard.join('\n');
}
