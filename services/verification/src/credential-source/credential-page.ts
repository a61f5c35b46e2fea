import { memberTexts } from './member-texts.js';

/** A page of a host's list, as it came. */
export interface CredentialPage {
  /** Each credential as it stands in the page: JSON text, or a compact form. */
  readonly texts: readonly string[];
  /** How many there are in all; null: the host does not say. */
  readonly total: number | null;
  /** Whether its links say that more follows; null: it has none. */
  readonly more: boolean | null;
}

/**
 * Reads `GetOpenBadgeCredentialsResponse`. The prose of the standard calls compact forms `compactJwsStrings`, its schema
 * `compactJwsString`: hosts have either. Undefined where it is no such answer.
 *
 * @param headers `link` and `x-total-count`, as far as there are any
 */
export function readPage(body: string, headers: Readonly<Record<string, string>>): CredentialPage | undefined {
  const parsed = parse(body);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  const texts = [
    ...memberTexts(body, ['credential']),
    ...memberTexts(body, ['compactJwsString', 'compactJwsStrings']).flatMap((text) => {
      const compact: unknown = JSON.parse(text);
      return typeof compact === 'string' ? [compact] : [];
    }),
  ];
  const { link, 'x-total-count': total } = headers;
  return {
    texts,
    total: total !== undefined && /^\d{1,9}$/.test(total.trim()) ? Number(total) : null,
    more: link === undefined ? null : /;\s*rel\s*=\s*"?([^";,]*\s)?next\b/i.test(link),
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
