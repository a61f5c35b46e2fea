import type { JsonObject } from '@cairn/credentials';
import { jsonChanges } from './json-changes.js';
import type { Forger } from './originals.js';
import type { Random } from './random.js';

/** A change to a compact token (JWS, or SD-JWT with its disclosures); undefined: nothing there to change. */
export type TokenChange = (
  token: string,
  random: Random,
  forger: Forger,
) => Promise<string | undefined> | string | undefined;

export const tokenChanges: Record<string, TokenChange> = {
  'its payload changed': (token, random) =>
    withPart(token, 1, (payload) => {
      const change = random.of(Object.values(jsonChanges));
      return change(payload, random);
    }),
  'its header changed': (token, random) =>
    withPart(token, 0, (header) => {
      const [name, value] = random.of<[string, string | undefined]>([
        ['alg', 'none'],
        ['alg', 'HS256'],
        ['alg', 'ES384'],
        ['alg', 'EdDSA'],
        ['typ', 'vc+jwt'],
        ['typ', 'dc+sd-jwt'],
        ['typ', 'vp+jwt'],
        ['kid', 'did:web:registry.example:i:forger#p256'],
        ['kid', undefined],
        ['jku', 'https://forger.example/keys'],
        ['crit', 'exp'],
      ]);
      header[name] = value;
      return true;
    }),
  'no signature': (token) => token.replace(/^([^.]+\.[^.]+\.)[^~]+/, '$1'),
  'another last character': (token, random) =>
    token.replace(/(?<=\.[^.]*)[\w-](?=$|~)/, random.of(['A', 'B', 'Q', 'g', 'w', '_'])),
  padding: (token) => token.replace(/(?=\.)/, '='),
  'signed by a forger': (token, random, forger) => {
    const payload = partOf(token, 1);
    return payload && forger.tokenOf({ ...payload, name: 'Rector' }, random.of(['ISSUER', 'FORGER']));
  },
  'a credential beside its claims': (token) =>
    withPart(token, 1, (payload) => Boolean((payload['vc'] = { ...payload, name: 'Rector' }))),
  'a disclosure left out': onDisclosures(
    (list, random) => list.splice(random.below(list.length), 1).length > 0,
  ),
  'a disclosure twice': onDisclosures((list, random) => list.push(random.of(list)) > 0),
  'a disclosure changed': onDisclosures((list, random) => {
    const at = random.below(list.length);
    const read = JSON.parse(Buffer.from(list[at] ?? '', 'base64url').toString()) as unknown[];
    read[read.length - 1] = random.of<unknown>(['x', [{ type: ['Result'], value: '100' }], 99]);
    list[at] = Buffer.from(JSON.stringify(read)).toString('base64url');
    return true;
  }),
  'a disclosure made up': onDisclosures(
    (list) =>
      list.push(Buffer.from(JSON.stringify(['salt', 'licenseNumber', '1'])).toString('base64url')) > 0,
  ),
};

function withPart(token: string, part: 0 | 1, change: (value: JsonObject) => boolean): string | undefined {
  const value = partOf(token, part);
  if (!value || !change(value)) return undefined;
  const [signed = '', ...rest] = token.split('~');
  const parts = signed.split('.');
  parts[part] = Buffer.from(JSON.stringify(value)).toString('base64url');
  return [parts.join('.'), ...rest].join('~');
}

function partOf(token: string, part: 0 | 1): JsonObject | undefined {
  const text = token.split('~')[0]?.split('.')[part];
  return text === undefined
    ? undefined
    : (JSON.parse(Buffer.from(text, 'base64url').toString()) as JsonObject);
}

function onDisclosures(change: (list: string[], random: Random) => boolean): TokenChange {
  return (token, random) => {
    const [signed = '', ...rest] = token.split('~');
    const list = rest.slice(0, -1);
    return list.length && change(list, random) ? `${[signed, ...list].join('~')}~` : undefined;
  };
}
