import { accessibilityFaults, aRegistry, aTenant, type GraphClient, type Looking, type Page, TestBrowser, type TestTenant, testUnless } from '@cairn/testkit';
import { type AchievementMarked, anAward, anIssuer, aPublishedAchievement, eventually, type Marked, revoke } from './arrange.js';
import { aPerson, publicUrl, register, Request } from './signing-in.js';

const refusals = 'userErrors { code field message }';
const did = <Payload extends object>(by: GraphClient, name: string, input: object, fields: string) =>
  by.mutate<Payload>(`mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} ${refusals} } }`, { input });

const started = await TestBrowser.start();
const browserTest = testUnless(typeof started === 'string' ? started : undefined);

describe('S14: public pages in a browser', () => {
  const browser = started as TestBrowser;
  const student = `B-${Date.now()}`;
  let tenant: TestTenant;
  let achievement: AchievementMarked;
  let slug: string;
  let said = '';
  let person: GraphClient;

  beforeAll(async () => {
    if (typeof started === 'string') return;
    said = await publicUrl();
    tenant = await aTenant('Lantern Arts House');
    const issuer: Marked = await anIssuer(tenant, 'Lantern Arts House of the northern harbour');
    achievement = await aPublishedAchievement(tenant, issuer, 'Keeps lanterns through the winter', { duplicatePolicy: 'MANY', alignments: [{ targetName: 'Lamp care', targetUrl: 'https://lamps.example/care' }] });
    slug = (await tenant.read<{ issuer: { slug: string } }>('query ($id: ID!) { issuer(id: $id) { slug } }', { id: issuer.id })).issuer.slug;
    const { body: desk } = await register({ scope: 'openid award' }, tenant.key ?? '');
    person = tenant.as((await new Request(desk, 'openid award').tokens(await aPerson('Mira Solano'))).access_token);
    // The script is made when it is first needed.
    await fetch(`${aRegistry().url}/verify`);
  }, 120_000);
  afterAll(() => (typeof started === 'string' ? undefined : started.close()));

  const pageOf = (looking: Looking = {}) => browser.page({ said, actual: aRegistry().url }, looking);
  let awards = 0;
  const award = async (more: Record<string, unknown> = {}) => {
    awards += 1;
    const made = await anAward(tenant, achievement, `${student}-${awards}`, { visibility: 'PUBLIC', ...more });
    // Heard of there, and signed.
    await eventually(async () => (await fetch(`${aRegistry().url}/c/${made.id}.json`)).status, (status) => status === 200 || more['visibility'] === 'PRIVATE');
    return made;
  };
  const shows = (id: string, text: string) =>
    eventually(async () => (await fetch(`${aRegistry().url}/c/${id}`, { headers: { accept: 'text/html' } })).text(), (page) => page.includes(text));
  async function claimed(made: { earnerId: string }): Promise<void> {
    const { token } = await did<{ token: string }>(tenant, 'createClaimLink', { earnerId: made.earnerId }, 'token');
    await did(person, 'claimEarner', { token }, 'earner { state }');
  }

  /** Looks at a page as a phone and in the dark, too: nothing breaks WCAG, nothing runs out of a narrow screen. */
  async function looksWell(address: string, name: string): Promise<void> {
    const page = await pageOf();
    await page.goto(address);
    for (const details of await page.locator('details').all()) await details.evaluate((one) => one.setAttribute('open', ''));
    for (const [width, dark] of [[1280, false], [320, true]] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      expect({ name, width, faults: await accessibilityFaults(page) }).toEqual({ name, width, faults: [] });
      expect({ name, width, wide: await page.evaluate('document.documentElement.scrollWidth > window.innerWidth') }).toEqual({ name, width, wide: false });
      const shots = process.env['CAIRN_SHOTS'];
      if (shots) await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
    }
    await page.context().close();
  }
  async function ownCheck(page: Page, address: string): Promise<string> {
    await page.goto(address);
    await page.getByRole('button', { name: 'Check it in this browser' }).click();
    const result = page.locator('#own-check-result .verdict');
    await result.waitFor({ timeout: 15_000 });
    return result.innerText();
  }

  browserTest('hold for everybody, whatever became of the award', async () => {
    const [valid, revoked, suspended] = [await award({ validUntil: '2031-01-01' }), await award(), await award()];
    await revoke(tenant, revoked.id);
    await did(tenant, 'suspendAward', { id: suspended.id, cause: 'ISSUER', note: 'Being looked into.' }, 'award { state }');
    const shared = await award({ visibility: 'PRIVATE' });
    await claimed(shared);
    const { link } = await did<{ link: string }>(person, 'shareAward', { awardId: shared.id }, 'link');
    await shows(revoked.id, 'was revoked');
    await shows(suspended.id, 'is suspended');
    await eventually(async () => (await fetch(aRegistry().url + link.slice(said.length))).status, (status) => status === 200);
    for (const [name, address] of [
      ['valid', `${said}/c/${valid.id}`],
      ['revoked', `${said}/c/${revoked.id}`],
      ['suspended', `${said}/c/${suspended.id}`],
      ['unknown', `${said}/c/awd_0192f0c8-7a00-7000-8000-000000000000`],
      ['shared', link],
      ['issuer', `${said}/i/${slug}`],
      ['verify', `${said}/verify`],
    ] as const) await looksWell(address, name);
  }, 120_000);

  browserTest('say so when the person was erased', async () => {
    const made = await award();
    await did(tenant, 'eraseEarner', { earnerId: made.earnerId, reason: 'PERSON_ASKED' }, 'earner { state }');
    await eventually(async () => (await fetch(`${aRegistry().url}/c/${made.id}`)).status, (status) => status === 410);
    await looksWell(`${said}/c/${made.id}`, 'erased');
  }, 60_000);

  browserTest('let a browser work out by itself that a credential holds, and that it holds no more', async () => {
    const made = await award();
    const page = await pageOf();
    const refused: string[] = [];
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    expect(await ownCheck(page, `${said}/c/${made.id}`)).toBe('This browser says: Valid: every check holds.');
    expect(await page.locator('#own-check-result li').count()).toBeGreaterThan(6);
    if (process.env['CAIRN_SHOTS']) await page.screenshot({ path: `${process.env['CAIRN_SHOTS']}/own-check.png`, fullPage: true });
    expect(await accessibilityFaults(page)).toEqual([]);
    await revoke(tenant, made.id);
    await shows(made.id, 'was revoked');
    const verdict = await eventually(() => ownCheck(page, `${said}/c/${made.id}`), (text) => text.includes('Not valid'));
    expect(verdict).toBe('This browser says: Not valid: at least one check fails.');
    expect(await page.locator('#own-check-result li', { hasText: 'free of revocation' }).innerText()).toContain('No.');
    expect(refused).toEqual([]);
    await page.context().close();
  }, 60_000);

  browserTest('check what is pasted, here and by the registry, and tell unknown from invalid', async () => {
    const made = await award();
    const text = await (await fetch(`${aRegistry().url}/c/${made.id}.json`)).text();
    const page = await pageOf();
    await page.goto(`${said}/verify`);
    const says = async (pasted: string) => {
      await page.getByLabel('Credential, or its address').fill(pasted);
      await page.getByRole('button', { name: 'Check it in this browser' }).click();
      await page.locator('#verify-result .verdict').waitFor({ timeout: 15_000 });
      return page.locator('#verify-result .verdict').innerText();
    };
    expect(await says(text)).toContain('Valid: every check holds.');
    await page.getByRole('button', { name: 'Have this registry check it, too' }).click();
    await page.locator('#verify-answer .verdict').waitFor({ timeout: 15_000 });
    expect(await page.locator('#verify-answer .verdict').innerText()).toBe('This registry says: Valid: every check holds.');
    expect(await says(text.replace('Keeps lanterns', 'Keeps ships'))).toContain('Not valid');
    expect(await page.locator('#verify-result li', { hasText: 'Is the signature right' }).innerText()).toContain('No.');
    expect(await says(`${said}/c/${made.id}.jws`)).toContain('Valid: every check holds.');
    // An issuer that is out of reach makes nothing invalid.
    await page.route('**/did.json', (route) => route.abort());
    expect(await says(text)).toBe('This browser says: Not certain: nothing fails, but at least one check could not be decided.');
    await page.context().close();
  }, 60_000);

  browserTest('are used without a mouse', async () => {
    const made = await award();
    const page = await pageOf();
    await page.goto(`${said}/c/${made.id}`);
    const focused = () => page.evaluate<string>('(document.activeElement?.textContent ?? "").replaceAll(/\\s+/g, " ").trim()');
    const tabTo = async (text: string) => {
      for (let presses = 0; presses < 40 && (await focused()) !== text; presses += 1) await page.keyboard.press('Tab');
      expect(await focused()).toBe(text);
    };
    await tabTo('Link, picture and downloads');
    await page.keyboard.press('Enter');
    await tabTo('Copy Link to this page');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Copied: Link to this page.' }).waitFor({ timeout: 5_000 });
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${said}/c/${made.id}`);
    await page.context().close();
  }, 60_000);
});
