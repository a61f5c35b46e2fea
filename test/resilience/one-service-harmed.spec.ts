import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Answer, GraphClient, type GraphError } from '@cairn/testkit';
import { aPlace } from './arrange.js';
import { Awarding, type Place } from './awarding.js';
import { type Harm, HarmedServices, type Name, names } from './harmed-services.js';

interface Kind {
  /** Service that answers the root field. */
  readonly root: Name;
  readonly text: string;
  readonly variables?: (place: Place, issuer: string, credential: string) => object;
}

let awards = 0;
const kinds: Record<string, Kind> = {
  'a query over all five': { root: 'earners', text: '{ awards(first: 5) { nodes { id issuer { name } achievement { title } credential { id } countsToward { pathway { title } } } } }' },
  'a query from issuers': { root: 'issuers', text: '{ issuers(first: 2) { nodes { id name achievements(first: 2) { nodes { title } } signingKeys { id } } } }' },
  'a query from achievements': { root: 'achievements', text: '{ achievements(first: 2) { nodes { title issuer { name } awards(first: 2) { nodes { id } } } } }' },
  'a query from pathways': { root: 'pathways', text: '{ pathways(first: 2) { nodes { title issuer { name } } } }' },
  'a query from verification': {
    root: 'verification',
    text: 'query ($id: ID!) { credential(id: $id) { id award { id earner { id } } } }',
    variables: (_place, _issuer, id) => ({ id }),
  },
  'several roots at once': { root: 'earners', text: '{ earners(first: 1) { nodes { id } } issuers(first: 1) { nodes { id } } pathways(first: 1) { nodes { id } } }' },
  'a mutation of issuers': {
    root: 'issuers',
    text: 'mutation ($input: CreateIssuerInput!) { createIssuer(input: $input) { issuer { id signingKeys { id } } userErrors { code } } }',
    variables: () => ({ input: { name: `Tidal Branch ${(awards += 1)}`, url: 'https://tidal.example', sectors: ['NONPROFIT'] } }),
  },
  'a mutation of earners': {
    root: 'earners',
    text: 'mutation ($input: IssueAwardInput!) { issueAward(input: $input) { award { id issuer { name } achievement { title } credential { id } } userErrors { code } } }',
    variables: ({ achievementVersionId }) => ({ input: { achievementVersionId, identifier: { type: 'MEMBER_ID', value: `H-${(awards += 1)}` }, awardedOn: '2026-03-01' } }),
  },
  'a mutation of verification': {
    root: 'verification',
    text: 'mutation ($input: RotateSigningKeyInput!) { rotateSigningKey(input: $input) { signingKey { id } userErrors { code } } }',
    variables: (_place, issuerId) => ({ input: { issuerId } }),
  },
};

/** Five services, the gateway and the clients share this process: what its event loop lost is not the registry's delay. */
async function timed<T>(work: () => Promise<T>): Promise<{ answers: T; lagMs: number }> {
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  const answers = await work();
  lag.disable();
  return { answers, lagMs: lag.max / 1e6 };
}

/** A whole service that had no time to answer. */
const isOverdue = ({ data, errors }: Pick<Answer<Record<string, unknown>>, 'data'> & { readonly errors: readonly GraphError[] }): boolean =>
  Object.values(data ?? {})[0] == null && errors.length > 0 && errors.every(({ extensions }) => extensions.code === 'DEADLINE_EXCEEDED');

const typed = ['SUBGRAPH_UNAVAILABLE', 'DEADLINE_EXCEEDED', 'INTERNAL'];

describe.each(['embedded', 'services'] as const)('one service harmed, in the shape %s', (shape) => {
  let services: HarmedServices;
  let place: Place;
  let issuer = '';
  let credential = '';
  beforeAll(async () => {
    services = await HarmedServices.open(shape);
    await services.under({}, async (url) => {
      place = await aPlace({ url, key: services.key });
      const awarding = new Awarding(place, 'harmed', 1);
      await awarding.more(3);
      await awarding.stop();
      const { issuers } = await new GraphClient(url, place.key).read<{ issuers: { nodes: { id: string }[] } }>('{ issuers(first: 1) { nodes { id } } }');
      issuer = issuers.nodes[0]?.id ?? '';
      while (credential === '') {
        type Awards = { awards: { nodes: { credential: { id: string } | null }[] } };
        const { awards: made } = await new GraphClient(url, place.key).read<Awards>('{ awards(first: 1) { nodes { credential { id } } } }');
        credential = made.nodes[0]?.credential?.id ?? '';
      }
    });
  }, 180_000);
  afterAll(() => services?.close(), 60_000);

  async function asked(url: string, { root, text, variables }: Kind) {
    const started = performance.now();
    const answer = await new GraphClient(url, place.key).graph<Record<string, unknown>>(text, { ...variables?.(place, issuer, credential) });
    const { data, errors = [], headers, status } = answer;
    const whole = JSON.stringify([data, errors, [...headers]]);
    return { root, ms: performance.now() - started, status, data, errors, whole };
  }

  it('answers every kind of operation whole while nothing is wrong', async () => {
    await services.under({}, async (url) => {
      for (const [kind, one] of Object.entries(kinds)) {
        await asked(url, one); // plans, and what a busy machine takes for the first of its kind
        const { errors, status } = await asked(url, one);
        expect({ kind, status, errors }).toEqual({ kind, status: 200, errors: [] });
      }
    });
  }, 60_000);

  const cases = names.flatMap((name) => (['killed', 'slow', 'garbage'] as const).map((harm): [Name, Harm] => [name, harm]));

  /** What came late; all of it typed, masked, and in part where it can be. */
  const lateWith = (name: Name, harm: Harm) =>
    services.under({ [name]: harm }, async (url) => {
      const { answers, lagMs } = await timed(() => Promise.all(Object.entries(kinds).map(async ([kind, one]) => ({ kind, ...(await asked(url, one)) }))));
      for (const { kind, root, data, errors, status, whole } of answers) {
        expect({ kind, whole }).toEqual({ kind, whole: expect.not.stringMatching(/planted|127\.0\.0\.1|stack/i) });
        for (const { extensions } of errors) expect(typed).toContain(extensions.code);
        // Nobody is known while issuers cannot be asked, so nothing is answered to anybody who says who he is.
        if (name === 'issuers') expect({ kind, status, code: errors[0]?.extensions.code }).toEqual({ kind, status: 503, code: 'SUBGRAPH_UNAVAILABLE' });
        else if (root !== name && !isOverdue({ data, errors })) expect({ kind, status, root: Object.values(data ?? {})[0] }).toEqual({ kind, status: 200, root: expect.anything() });
      }
      // Where the root is harmed nobody else is asked; else one service is asked after the other.
      const isLate = ({ root, ms, ...answer }: (typeof answers)[number]) => ms - lagMs >= (root === name ? 2_200 : 4_200) || (root !== name && isOverdue(answer));
      return answers.filter(isLate).map(({ kind, ms }) => ({ kind, ms, lagMs }));
    });

  it.each(cases)('answers every kind of operation in time with %s %s, typed, masked, and in part where it can', async (name, harm) => {
    let late = await lateWith(name, harm);
    // Late once may be the machine's doing, which other tests share; what the registry does, it does each time.
    for (let again = 0; late.length > 0 && again < 2; again += 1) late = await lateWith(name, harm);
    expect(late).toEqual([]);
    expect(services.logged()).not.toContain('PLANTED-PASSWORD');
  }, 90_000);
});
