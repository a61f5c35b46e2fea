/** What a webhook's signatures are over, and they themselves: `v1,<base64>`, several with spaces between. */
export interface Signed {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: string;
  readonly body: string;
}

/** The versions of Standard Webhooks 1.0: `v1` by a shared secret, `v1a` by a key of which the receiver knows the public half. */
const schemes = [
  { prefix: 'whsec_', version: 'v1', algorithm: { name: 'HMAC', hash: 'SHA-256' } },
  { prefix: 'whpk_', version: 'v1a', algorithm: { name: 'Ed25519' } },
] as const;

/** Whether one of the signatures is by this key. @throws TypeError for what is no key of a webhook */
export async function isSigned({ id, timestamp, signatures, body }: Signed, key: string): Promise<boolean> {
  const scheme = schemes.find(({ prefix }) => key.startsWith(prefix));
  if (!scheme) throw new TypeError('A key of a webhook begins with whsec_ or whpk_.');
  const { prefix, version, algorithm } = scheme;
  const imported = await crypto.subtle.importKey('raw', bytesOf(key.slice(prefix.length)), algorithm, false, ['verify']);
  const content = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const offered of signatures.split(' ')) {
    if (!offered.startsWith(`${version},`)) continue;
    if (await crypto.subtle.verify(algorithm.name, imported, bytesOf(offered.slice(version.length + 1)), content)) return true;
  }
  return false;
}

/** Of base64; none where it is not. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
