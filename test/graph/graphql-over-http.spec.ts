import { aRegistry } from '@cairn/testkit';
import { serverAudits } from 'graphql-http';

/** SHOULD and MAY that the server does not follow, by their ids, and why. */
const before200 =
  'what is refused before it runs is 400 here, whatever is accepted: Apollo Server answers so, and proxies and clients see it';
const exceptions: Readonly<Record<string, string>> = {
  '572B': before200,
  FDE2: before200,
  '7B9B': before200,
};

describe('the graph over HTTP', () => {
  const audits = serverAudits({ url: () => `${aRegistry().url}/graphql`, fetchFn: fetch });

  it.each(
    audits
      .filter(({ name }) => !name.startsWith('MAY'))
      .map((audit) => [audit.id, audit.name, audit] as const),
  )('%s: %s', async (id, _name, audit) => {
    const result = await audit.fn();
    if (id in exceptions) expect(result.status).toBe('warn');
    else expect([result.status, 'reason' in result ? result.reason : '']).toEqual(['ok', '']);
  });
});
