import { aKey, aRegistry, aTenant, type GraphClient, type TestTenant } from '@cairn/testkit';
import { eventually } from './arrange.js';
import { anObservedTenant, type Observed } from './board-data.js';
import { Browser } from './browser.js';
import { aPerson, type Person, register, type RegisteredFrontEnd, Request } from './signing-in.js';

const until = 'asOf=2026-06-30';

const did = <Payload extends object>(by: GraphClient, name: string, input: object, fields = '') =>
  by.mutate<Payload>(`mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} userErrors { code field message } } }`, { input });

describe('the board of figures', () => {
  let observed: Observed;
  let tenant: TestTenant;
  let desk: RegisteredFrontEnd;

  beforeAll(async () => {
    observed = await anObservedTenant('Museum of tides and stacks');
    ({ tenant } = observed);
    desk = (await register({ scope: 'openid award' }, tenant.key ?? '')).body;
  }, 120_000);

  /** Somebody at a front end other than the board. */
  const signedIn = async (name: string, person?: Person): Promise<GraphClient> => tenant.as((await new Request(desk, 'openid award').tokens(person ?? (await aPerson(name)))).access_token);
  const open = (path: string, key: string | null = tenant.key ?? null, position = observed.positions) =>
    fetch(`${aRegistry().url}/analytics${path}`, {
      redirect: 'manual',
      headers: { 'cairn-await-position': position, ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
    });
  const page = async (path: string, key?: string | null, position?: string) => {
    const response = await open(path, key, position);
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const lines = async (path: string) => (await page(path)).text.replace('\ufeff', '').trim().split('\r\n').map((line) => line.split(','));

  it('shows every kind of chart on one page, without a script', async () => {
    const { status, text, headers } = await page('');
    expect(status).toBe(200);
    for (const title of ['Cohorts', 'Time to next', 'Funnel', 'Transitions', 'Equity gaps']) expect(text).toContain(`>${title}</h2>`);
    expect(text.split('<svg role="img"')).toHaveLength(5);
    expect(text).not.toMatch(/<script|style=/);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-\S+'; form-action 'self'/);
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  it('tells in its table what the graph answers', async () => {
    const { stackingAggregate } = await tenant.read<{ stackingAggregate: { nodes: { numerator: number; denominator: number; value: number }[] } }>(
      `{ stackingAggregate(input: { metric: M1_STACK_IN, groupBy: [COHORT_QUARTER], asOf: "2026-06-30" }, first: 100) { nodes { numerator denominator value } } }`,
      {},
      { awaitPosition: observed.positions },
    );
    const [header, ...rows] = await lines(`/cohorts.csv?${until}`);
    expect(header?.slice(0, 4)).toEqual(['Cohort (quarter)', 'Numerator', 'Denominator', 'Share']);
    expect(rows.map(([label]) => label)).toEqual(['2024 Q1', '2024 Q2', '2024 Q3', '2024 Q4']);
    expect(rows.map(([, ...counts]) => counts.slice(0, 3).map(Number))).toEqual(stackingAggregate.nodes.map(({ numerator, denominator, value }) => [numerator, denominator, value]));
    expect(rows.map((row) => row.slice(-3))).toEqual(rows.map(() => ['M1@1', '365', '2026-06-30']));
  });

  it('names achievements by their titles, escaped', async () => {
    const { text } = await page(`/transitions?${until}`);
    expect(text).toContain('Shore watch &lt;&amp;&gt; wind');
    expect(text).not.toContain('<&>');
    expect(await lines(`/transitions.csv?${until}`)).toContainEqual(['Tide walk', 'Shore watch <&> wind', expect.stringMatching(/^\d+$/), 'M15@1', '', '2026-06-30']);
  });

  it('draws curves with their numbers at risk, and funnels step by step', async () => {
    const curves = await page(`/time-to-next?by=COHORT_QUARTER&${until}`);
    expect(curves.text).toMatch(/>At risk<[\s\S]*>30</);
    expect(curves.text).toMatch(/<li>2024 Q4: half was never reached/);
    const { pathwayFunnel } = await tenant.read<{ pathwayFunnel: { enrolled: number; completed: number; steps: { reached: number }[] } }>(
      'query ($input: PathwayFunnelInput!) { pathwayFunnel(input: $input) { enrolled completed steps { reached } } }',
      { input: { pathwayId: observed.pathwayId, windowDays: 730, asOf: '2026-06-30' } },
      { awaitPosition: observed.positions },
    );
    const [, ...steps] = await lines(`/funnel.csv?pathway=${observed.pathwayId}&window=730&${until}`);
    expect(steps.map(([step]) => step)).toEqual(['Enrolled', 'Tide walk', 'Watch or tell', 'Completed']);
    expect(steps.map(([, reached]) => Number(reached))).toEqual([pathwayFunnel.enrolled, ...pathwayFunnel.steps.map(({ reached }) => reached), pathwayFunnel.completed]);
    expect(pathwayFunnel.completed).toBeGreaterThan(0);
  });

  it('gives each chart as a picture, too', async () => {
    const svg = await open(`/cohorts.svg?${until}`);
    expect([svg.status, svg.headers.get('content-type'), svg.headers.get('content-disposition')]).toEqual([200, 'image/svg+xml; charset=utf-8', 'attachment; filename=cohorts-2026-06-30.svg']);
    expect(await svg.text()).toMatch(/^<svg role="img" aria-label="Stack-in rate \(M1\) by cohort \(quarter\)/);
    const png = await open(`/funnel.png?${until}`);
    expect([png.headers.get('content-type'), Buffer.from(await png.arrayBuffer()).subarray(1, 4).toString()]).toEqual(['image/png', 'PNG']);
  });

  it('says in words why the graph refused what was asked', async () => {
    const future = await page('/cohorts?asOf=2999-01-01');
    expect([future.status, future.text]).toEqual([400, expect.stringContaining('The end of observation is in the future')]);
    expect(future.text).toMatch(/role="alert"[^]*href="\/docs\/errors#BAD_USER_INPUT"/);
    const dimension = await page(`/cohorts?metric=M8_COMPLETION&by=LEVEL&${until}`);
    expect([dimension.status, dimension.text]).toEqual([400, expect.stringContaining('DIMENSION_NOT_ALLOWED')]);
    // What was chosen stays chosen.
    expect(dimension.text).toContain('<option value="LEVEL" selected>');
    expect((await page('/cohorts?window=soon')).status).toBe(400);
    const file = await open('/cohorts.csv?asOf=2999-01-01');
    expect([file.status, await file.json()]).toMatchObject([400, { code: 'BAD_USER_INPUT' }]);
    expect((await page('/no-such-view')).status).toBe(404);
  });

  it('says what has to be chosen, and that there is nothing, where there is nothing', async () => {
    const gaps = await page('/gaps');
    expect([gaps.status, gaps.text]).toEqual([200, expect.stringContaining('Name what people say of themselves')]);
    const early = await page('/cohorts?asOf=2020-01-01');
    expect([early.status, early.text]).toEqual([200, expect.stringContaining('There are no figures')]);
    expect((await open('/cohorts.csv?asOf=2020-01-01')).status).toBe(404);
  });

  it('shows who may not analyse what is published, and nothing of another tenant', async () => {
    const key = await aKey(tenant.tenantId, ['AWARD']);
    const cohorts = await page('/cohorts', key);
    expect([cohorts.status, cohorts.text]).toEqual([200, expect.stringContaining('nothing is published')]);
    const { status, text } = await page('/transitions', key);
    expect([status, text.includes('<svg')]).toEqual([200, false]);
    const stranger = await aTenant('Moor of nothing');
    const funnel = await page(`/funnel?pathway=${observed.pathwayId}`, stranger.key);
    expect([funnel.text.includes('<svg'), /role="(alert|status)">([^<]*)/.exec(funnel.text)?.[2]]).toEqual([false, expect.stringMatching(/Of this pathway nothing is published/)]);
  });

  it('draws how far groups lie apart, and asks which where none was named', async () => {
    const { earners } = await tenant.read<{ earners: { nodes: { id: string }[] } }>('{ earners(first: 1) { nodes { id } } }');
    const earnerId = earners.nodes[0]?.id;
    const person = await signedIn('Tove Heron');
    const { token } = await did<{ token: string }>(tenant, 'createClaimLink', { earnerId }, 'token');
    await did(person, 'claimEarner', { token }, 'earner { id }');
    await did(person, 'giveConsent', { earnerId, purpose: 'STATISTICS' }, 'position');
    const { position } = await did<{ position: string }>(person, 'setStatisticsGroups', { earnerId, groups: [{ dimension: 'gender', value: 'F' }] }, 'position');
    const gaps = await eventually(() => page(`/gaps?metric=M13_ACTIVE&group=gender&${until}`, undefined, position), ({ text }) => text.includes('F (reference)'));
    expect(gaps.text).toContain('Percentage points from F');
    const rows = await lines(`/gaps.csv?metric=M13_ACTIVE&group=gender&${until}`);
    expect(rows.map(([group, numerator]) => [group, numerator])).toEqual([['Group', 'Numerator'], ['(missing)', expect.stringMatching(/^1\d\d$/)], ['F', expect.stringMatching(/^[1-3]$/)]]);
  }, 60_000);

  it('shows who may not analyse what was published, and what is hidden as hidden', async () => {
    await did(tenant, 'publishFigures', {}, 'observationEnd');
    const key = await aKey(tenant.tenantId, ['AWARD']);
    const shown = await eventually(() => page('/cohorts', key), ({ text }) => text.includes('as published on'), 60_000);
    expect(shown.text).toContain('<svg role="img"');
    const byAchievement = await page('/cohorts?by=ACHIEVEMENT', key);
    const rows = (await page('/cohorts.csv?by=ACHIEVEMENT', key)).text.split('\r\n').map((line) => line.split(','));
    const hidden = rows.filter(([, numerator]) => numerator === 'hidden');
    expect(hidden.length).toBeGreaterThan(0);
    expect(byAchievement.text.split('stroke-dasharray="3,3"')).toHaveLength(hidden.length + 1);
    expect(byAchievement.text).toContain('they are not zero');
    expect((await page('/cohorts?asOf=2026-01-31', key)).status).toBe(400);
  }, 90_000);

  it('tells who is nobody how to sign in, and keeps where he was going', async () => {
    const { status, text, headers } = await page('/cohorts?by=KIND', null);
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(text).toContain('href="/analytics/sign-in?to=%2Fanalytics%2Fcohorts%3Fby%3DKIND"');
    expect(text).toContain('Authorization: Bearer');
    expect((await page('/cohorts.csv', null)).status).toBe(401);
    expect((await page('/cohorts', 'cairn_nobodys')).status).toBe(401);
  });

  it('lets the staff of a tenant sign in without a script, and out again', async () => {
    const person = await aPerson('Ines Osei');
    const { token } = await did<{ token: string }>(tenant, 'inviteMember', { name: 'Ines Osei', grants: [{ right: 'ANALYSE' }, { right: 'AWARD' }] }, 'token');
    await did(await signedIn('Ines Osei', person), 'acceptInvitation', { token });
    const browser = new Browser(aRegistry().url);
    const asked = await browser.send(await browser.open(`/analytics/sign-in?to=${encodeURIComponent(`/analytics/cohorts?${until}`)}`), '/sign-in', { ...person });
    const shown = await browser.send(asked, '/agree');
    expect([shown.status, shown.url.pathname + shown.url.search]).toEqual([200, `/analytics/cohorts?${until}`]);
    expect(shown.text).toContain('Museum of tides and stacks');
    expect(shown.text).toContain('<svg role="img"');
    expect((await browser.open('/analytics/sign-out')).text).toContain('Sign out');
    expect((await browser.open('/analytics')).status).toBe(401);
  }, 60_000);

  it('takes no sign-in that another browser began', async () => {
    const response = await open('/signed-in?code=x&state=y', null);
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'BAD_REQUEST' }]);
  });
});
