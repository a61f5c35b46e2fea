/** An answer as text, however the request ended. */
export interface Told {
  readonly status: number;
  readonly text: string;
  /** Sent more than once: a write may have been done by the sending that was not answered. */
  readonly repeated?: boolean;
}

export interface Caller {
  readonly name: string;
  /** API key or access token; null for nobody. */
  readonly key: string | null;
  /** The contract it sees; left out: partner. */
  readonly contract?: 'public';
}

/** Sends an operation as a caller; again when the registry was too busy to answer. */
export async function ask(url: string, { key }: Pick<Caller, 'key'>, query: string, variables: object): Promise<Told> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ query, variables }),
    });
    const told = { status: response.status, text: await response.text(), repeated: attempt > 1 };
    if (attempt === 10 || !/"code":"(OVERLOADED|DATABASE_UNAVAILABLE|DEADLINE_EXCEEDED|SUBGRAPH_UNAVAILABLE)"/.test(told.text)) return told;
    await new Promise((resume) => setTimeout(resume, 100 * attempt));
  }
}

/** Code of the first error, or of the first refusal; undefined when all went well. */
export function codeOf({ text }: Told): string | undefined {
  const [, error] = /"extensions":\{"code":"([A-Z_]+)"/.exec(text) ?? [];
  const [, refusal] = /"userErrors":\[\{[^}]*"code":"([A-Z_]+)"/.exec(text) ?? [];
  return error ?? refusal;
}

/** What became of a request. */
export const outcomeOf = (told: Told): string => `${told.status} ${codeOf(told) ?? 'done'}`;

export const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What is left of an answer when everything is cut out that differs between two answers to the same question. */
export function comparable({ status, text }: Told): string {
  const body = errorsInOrder(text)
    .replace(/"extensions":\{"cost":\{[^}]*\}\}/g, '"extensions":{}')
    .replace(/"(requestId|position|endPosition|cursor|startCursor|endCursor)":"[^"]*"/g, '"$1":"…"')
    .replace(/"(version|number)":\d+/g, '"$1":0')
    .replace(/[a-z]{3}_[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
    .replace(uuids, '<uuid>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/cairn_[\w-]+/g, '<key>')
    .replace(/[\w-]{24,}\.[\w-]{16,}/g, '<token>')
    .replace(/x[0-9a-f]{12}/g, '<text>');
  return `${status} ${body}`;
}

/** Services that answer side by side have no order among their errors. */
function errorsInOrder(text: string): string {
  try {
    const answer = JSON.parse(text) as { errors?: { path?: unknown }[] };
    const place = ({ path }: { path?: unknown }): string => JSON.stringify(path ?? null);
    answer.errors?.sort((a, b) => place(a).localeCompare(place(b)));
    return JSON.stringify(answer);
  } catch {
    return text;
  }
}

/** Runs the work of a list, so many at a time, in order of the list. */
export async function inParallel<T>(items: Iterable<T>, atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = left.next(); !next.done; next = left.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
