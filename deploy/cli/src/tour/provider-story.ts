import { settle } from '@cairn/client';
import type { Scene } from './scene.js';
import type { Telling } from './story.js';

const page = `query ProviderPage($issuer: ID!) {
  issuer(id: $issuer) {
    name
    achievements(first: 40) {
      nodes {
        code
        title
        currentVersion { useCase claimBasis assessed earningModes }
        awards(first: 2) {
          totalCount
          nodes {
            state
            awardedOn
            earner {
              name
              enrolments(first: 2) { nodes { pathway { title } progress { state satisfied total missing { node reason } } } }
            }
            credential { url status { revoked } }
          }
        }
      }
    }
  }
}`;

interface Page {
  readonly issuer: {
    readonly achievements: {
      readonly nodes: readonly {
        readonly code: string;
        readonly awards: {
          readonly totalCount: number;
          readonly nodes: readonly {
            readonly state: string;
            readonly earner: { readonly name: string; readonly enrolments: { readonly nodes: readonly { readonly progress: { readonly satisfied: number } }[] } };
            readonly credential: { readonly url: string } | null;
          }[];
        } | null;
      }[];
    };
  };
}

/** The provider's nested page: five services, one operation. */
export async function providerStory({ provider: { client, issuerId } }: Scene, telling: Telling): Promise<void> {
  const tell = telling.story('provider');
  await settle(client, ['earners', 'pathways', 'verification']);
  const answer = await prepared(() => client.execute<Page>(page, { issuer: issuerId }));
  const { nodes } = answer.issuer.achievements;
  const withAwards = nodes.filter(({ awards }) => (awards?.nodes.length ?? 0) > 0);
  tell({
    what: 'My achievements, who holds them, the signed credential of each award and how far its earner is: one operation over five services.',
    query: page,
    answer: { issuer: { ...answer.issuer, achievements: { nodes: withAwards } } },
  });
  const awards = withAwards.flatMap((one) => one.awards?.nodes ?? []);
  telling.check('the provider’s page shows awards with their earners', true, awards.length > 0 && awards.every(({ earner }) => earner !== null));
  telling.check('every active award on it has a credential', 0, lackingCredential(answer).length);
  telling.check('pathways have moved', true, awards.some(({ earner }) => earner.enrolments.nodes.some(({ progress }) => progress.satisfied > 0)));
}

const lackingCredential = ({ issuer }: Page) =>
  issuer.achievements.nodes.flatMap(({ awards }) => awards?.nodes ?? []).filter(({ state, credential }) => state === 'ACTIVE' && !credential);

/** Awards that follow from completions are nobody's write here, so there is no position to await: ask again for a while. */
async function prepared(ask: () => Promise<Page>): Promise<Page> {
  const until = Date.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (lackingCredential(answer).length === 0 || Date.now() > until) return answer;
    await new Promise((resume) => setTimeout(resume, 250));
  }
}
