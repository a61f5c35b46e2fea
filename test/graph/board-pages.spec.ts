import { accessibilityFaults, aRegistry, TestBrowser, testUnless } from '@cairn/testkit';
import { anObservedTenant, type Observed } from './board-data.js';
import { publicUrl } from './signing-in.js';

const started = await TestBrowser.start();
const browserTest = testUnless(typeof started === 'string' ? started : undefined);

const until = 'asOf=2026-06-30';

describe('the pages of the board in a browser', () => {
  const browser = started as TestBrowser;
  let observed: Observed;
  let said = '';

  beforeAll(async () => {
    if (typeof started === 'string') return;
    [observed, said] = [await anObservedTenant('Museum of looks'), await publicUrl()];
  }, 120_000);
  afterAll(() => (typeof started === 'string' ? undefined : started.close()));

  /** A page on which somebody with a key looks at the board. */
  async function looking(width: number, dark: boolean) {
    const page = await browser.page({ said, actual: aRegistry().url }, { width, dark });
    await page.setExtraHTTPHeaders({ authorization: `Bearer ${observed.tenant.key}`, 'cairn-await-position': observed.positions });
    const refused: string[] = [];
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    return { page, refused };
  }

  const pages = {
    overview: '',
    cohorts: `/cohorts?${until}`,
    'cohorts-by-achievement': `/cohorts?by=ACHIEVEMENT&${until}`,
    'time-to-next': `/time-to-next?by=COHORT_QUARTER&${until}`,
    funnel: `/funnel?window=730&${until}`,
    transitions: `/transitions?basis=ANY_TO_NEXT&${until}`,
    gaps: '/gaps',
    refused: '/cohorts?asOf=2999-01-01',
  };

  for (const [name, path] of Object.entries(pages)) browserTest(`break no rule of WCAG 2.2 AA by day or night, on a desk or a phone: ${name}`, async () => {
    for (const [width, dark] of [[1280, false], [320, true]] as const) {
      const { page, refused } = await looking(width, dark);
      await page.goto(`${said}/analytics${path}`);
      for (const details of await page.locator('details').all()) await details.evaluate((one) => one.setAttribute('open', ''));
      expect({ name, width, faults: await accessibilityFaults(page) }).toEqual({ name, width, faults: [] });
      expect({ name, width, wide: await page.evaluate('document.documentElement.scrollWidth > window.innerWidth') }).toEqual({ name, width, wide: false });
      const shots = process.env['CAIRN_SHOTS'];
      if (shots) await page.screenshot({ path: `${shots}/board-${name}-${width}.png`, fullPage: true });
      // The browser, too, tells of an answer that is no 200.
      expect(refused.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
      await page.context().close();
    }
  }, 60_000);

  browserTest('are used by keyboard alone', async () => {
    const { page } = await looking(1280, false);
    await page.goto(`${said}/analytics/cohorts?${until}`);
    const focused = () => page.evaluate<string>('(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.getAttribute("name") ?? document.activeElement?.textContent ?? "").trim()');
    const tabTo = async (text: string) => {
      for (let presses = 0; presses < 40 && !(await focused()).startsWith(text); presses += 1) await page.keyboard.press('Tab');
      expect(await focused()).toContain(text);
    };
    await tabTo('by');
    await page.keyboard.type('First');
    await tabTo('Show');
    await page.keyboard.press('Enter');
    await page.waitForURL(/by=ACHIEVEMENT/, { timeout: 30_000 });
    await tabTo('Chart, scrollable');
    await tabTo('The figures as a table');
    await page.keyboard.press('Enter');
    await page.getByRole('cell').first().waitFor({ timeout: 30_000 });
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(expect.arrayContaining(['Tide walk', 'Shore watch <&> wind']));
    await page.context().close();
  }, 60_000);
});
