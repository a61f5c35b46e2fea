/** Where something was found before it came here: a host, and what followed it. */
export interface FormerAddress {
  /** As in the Host header: lower case, with a port where it was not the usual one. */
  readonly host: string;
  /** Begins with a slash; with the query, if there was one. */
  readonly path: string;
}

const longest = 2_000;

/** An http or https address in parts; undefined for anything else. What follows `#` never reached a host. */
export function formerAddressOf(text: string): FormerAddress | undefined {
  if (text.length > longest || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { host, pathname, search, username, password } = new URL(text);
  return username || password ? undefined : { host, path: pathname + search };
}

/** The path here that answers for an address of before. */
export const pathHere = (tenantId: string, { host, path }: FormerAddress): string => `/former/${tenantId}/${host}${path}`;
