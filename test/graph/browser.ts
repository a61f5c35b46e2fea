/** What a page or a redirect brought. */
export interface Seen {
  readonly status: number;
  readonly url: URL;
  readonly text: string;
  readonly headers: Headers;
}

/**
 * A browser without script: keeps cookies by path, follows redirects within the registry, sends the forms it finds. The
 * registry calls itself `localhost`, behind TLS perhaps; under test it is reached by its address.
 */
export class Browser {
  private readonly cookies = new Map<string, { readonly value: string; readonly path: string }>();

  constructor(readonly origin: string) {}

  /** Opens an address and goes where it leads. Ends at a page, or at the first address outside the registry. */
  async open(address: string | URL, init: RequestInit = {}): Promise<Seen> {
    let url = this.here(address);
    let request = init;
    for (let step = 0; step < 10; step += 1) {
      const response = await fetch(url, { ...request, redirect: 'manual', headers: { ...(request.headers as object), cookie: this.cookieFor(url) } });
      this.keep(response);
      const location = response.headers.get('location');
      if (location === null) return { status: response.status, url, text: await response.text(), headers: response.headers };
      await response.body?.cancel();
      const next = this.here(new URL(location, url));
      if (next.origin !== this.origin) return { status: response.status, url: next, text: '', headers: response.headers };
      url = next;
      request = {};
    }
    throw new Error('too many redirects');
  }

  /** Sends the form of a page whose action ends with `action`, with its hidden fields and these. */
  send(seen: Seen, action: string, fields: Readonly<Record<string, string>> = {}, headers: Readonly<Record<string, string>> = {}): Promise<Seen> {
    const form = [...seen.text.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].find(([, to = '']) => to.endsWith(action));
    if (!form) throw new Error(`no form leads to ${action}: ${seen.status} ${seen.text}`);
    const hidden = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name ?? '', value ?? '']);
    const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields });
    return this.open(new URL(form[1] ?? '', seen.url), { method: 'POST', body, headers });
  }

  /** Forgets everything, as another browser would. */
  forget(): void {
    this.cookies.clear();
  }

  private here(address: string | URL): URL {
    const url = new URL(address, this.origin);
    const isRegistry = url.hostname === 'localhost' && (url.protocol === 'https:' || url.port === new URL(this.origin).port);
    return isRegistry ? new URL(url.pathname + url.search, this.origin) : url;
  }

  private cookieFor({ pathname }: URL): string {
    const sent = [...this.cookies].filter(([, { path }]) => pathname.startsWith(path));
    return sent.map(([name, { value }]) => `${name.split(' ')[0]}=${value}`).join('; ');
  }

  private keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const [, path = '/'] = /;\s*path=([^;]*)/i.exec(line) ?? [];
      const id = `${name} ${path}`;
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(id);
      else this.cookies.set(id, { value, path });
    }
  }
}
