const kinds = ['tenant', 'issuer', 'achievement', 'pathway', 'version', 'skill', 'earner', 'award', 'enrolment', 'completion', 'chain'] as const;

export type GeneratedKind = (typeof kinds)[number];

/** All groups of four digits: looking one up is faster than writing it. */
const groups = Array.from({ length: 0x1_0000 }, (_, value) => value.toString(16).padStart(4, '0'));
const group = (value: number): string => groups[value & 0xffff] ?? '';

/** The id of the n-th thing of a kind in a world, with the form of a UUID; ids of following things do not follow one another. */
export function generatedId(kind: GeneratedKind, seed: number, n: number): string {
  const place = kinds.indexOf(kind) + 1;
  const product = Math.imul(n ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b) ^ place;
  const mixed = product ^ (product >>> 15);
  return `${group(mixed >>> 16)}${group(mixed)}-${group(seed)}-4${group(place).slice(1)}-8${group(n / 0x1_0000_0000).slice(1)}-0000${group(n >>> 16)}${group(n)}`;
}
