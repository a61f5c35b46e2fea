/** The parts of a compact SD-JWT (RFC 9901 §4): the issuer's token, disclosures, and the holder's proof after the last tilde. */
export interface SdJwtParts {
  token: string;
  disclosures: string[];
  /** Undefined when nobody proves to be its holder. */
  holderProof: string | undefined;
  /** What the holder's proof is bound to: everything before it. */
  presented: string;
}

/** Undefined when a disclosure is empty, or the last tilde is missing. */
export function sdJwtParts(text: string): SdJwtParts | undefined {
  const [token = '', ...rest] = text.split('~');
  const last = rest.pop();
  if (last === undefined || rest.some((disclosure) => !disclosure)) return undefined;
  return {
    token,
    disclosures: rest,
    holderProof: last || undefined,
    presented: text.slice(0, text.length - last.length),
  };
}

/** The tokens that withhold all but the named members; others stay. A disclosure that other disclosures need must be named, too. */
export function withDisclosures(
  text: string,
  keep: (name: string | undefined) => boolean,
): string | undefined {
  const parts = sdJwtParts(text);
  if (!parts) return undefined;
  const kept = parts.disclosures.filter((disclosure) => keep(nameOf(disclosure)));
  return `${[parts.token, ...kept].join('~')}~`;
}

function nameOf(disclosure: string): string | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(disclosure, 'base64url').toString('utf8'));
    return Array.isArray(read) && read.length === 3 ? String(read[1]) : undefined;
  } catch {
    return undefined;
  }
}
