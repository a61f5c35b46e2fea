import { accessibilityFaults, aRegistry, aTenant, TestBrowser, testUnless } from '@cairn/testkit';
import { anIssuer, aPathway, aPublishedAchievement } from './arrange.js';
import { publicUrl } from './signing-in.js';

const started = await TestBrowser.start();
const browserTest = testUnless(typeof started === 'string' ? started : undefined);

describe('the public page of a pathway', () => {
  const browser = started as TestBrowser;
  afterAll(() => (typeof started === 'string' ? undefined : started.close()));

  browserTest('breaks no rule of WCAG 2.2 AA by day or night, on a desk or a phone, and needs no script', async () => {
    const said = await publicUrl();
    const lantern = await aTenant('Lantern Arts House');
    const issuer = await anIssuer(lantern);
    const parts = [];
    for (const title of ['Keeps lanterns', 'Understands the whole of what happens between dusk and dawn in a harbour', 'מנורות']) parts.push(await aPublishedAchievement(lantern, issuer, title));
    const [one, ...others] = parts.map(({ id }, at) => ({ id: `p${at}`, kind: 'award', achievement: id }));
    const { id } = await aPathway(lantern, issuer, [one!, { id: 'more', kind: 'nOf', n: 1, title: 'One more', of: others }]);
    for (const [width, dark] of [[1280, false], [320, true]] as const) {
      const page = await browser.page({ said, actual: aRegistry().url }, { width, dark });
      const refused: string[] = [];
      page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
      await page.goto(`${said}/p/${id}`);
      expect(await page.getByRole('img', { name: 'Map of the pathway Field naturalist' }).count()).toBe(1);
      expect(await page.getByRole('listitem').allInnerTexts()).toContain('Keeps lanterns (Earn this achievement)');
      expect({ width, faults: await accessibilityFaults(page) }).toEqual({ width, faults: [] });
      expect({ width, wide: await page.evaluate('document.documentElement.scrollWidth > window.innerWidth') }).toEqual({ width, wide: false });
      const shots = process.env['CAIRN_SHOTS'];
      if (shots) await page.screenshot({ path: `${shots}/pathway-${width}.png`, fullPage: true });
      expect(refused).toEqual([]);
      await page.context().close();
    }
    expect((await fetch(`${aRegistry().url}/p/pth_0192f0c8-7a00-7000-8000-000000000000`)).status).toBe(404);
  }, 120_000);
});
