import AxeBuilder from '@axe-core/playwright';
import chromiumPacked from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export type { Page } from 'playwright-core';

/** How a page is looked at: as wide as a phone or a desk, in daylight or in the dark. */
export interface Looking {
  readonly width?: number;
  readonly dark?: boolean;
}

/** A browser without a window. It knows the registry under its public address, wherever it answers. */
export class TestBrowser {
  private constructor(private readonly browser: Browser) {}

  /** A reason instead, where none starts here. The executable is unpacked into the folder for temporary files on first use. */
  static async start(): Promise<TestBrowser | string> {
    try {
      const executablePath = await chromiumPacked.executablePath();
      const args = chromiumPacked.args.filter((flag) => !/^--(single-process|headless)/.test(flag));
      return new TestBrowser(await chromium.launch({ executablePath, headless: true, args: [...args, '--no-sandbox'] }));
    } catch (error) {
      return `no browser starts here: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`;
    }
  }

  /** @param addresses where what is asked of the first is answered; they may be the same */
  async page({ said, actual }: { readonly said: string; readonly actual: string }, { width = 1280, dark = false }: Looking = {}): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: dark ? 'dark' : 'light',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    if (said !== actual) await forward(context, said, actual);
    return context.newPage();
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

async function forward(context: BrowserContext, said: string, actual: string): Promise<void> {
  await context.route(`${said}/**`, async (route) => {
    try {
      // A connection that the registry closed while it was idle is opened anew, as a browser does.
      const response = await route.fetch({ url: actual + route.request().url().slice(said.length), maxRetries: 3 });
      await route.fulfill({ response });
    } catch {
      // The page is gone, or is told that nothing answers: what looks at it says so, and the process of the tests goes on.
      await route.abort().catch(() => undefined);
    }
  });
}

/** What axe finds against WCAG 2.2 AA, each as its rule and the elements that break it; none: nothing. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
