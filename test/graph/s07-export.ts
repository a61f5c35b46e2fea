import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The export of Old Heron Badges: 25,000 assertions of 340 badge classes in the scenario, of which CAIRN_S07_ASSERTIONS=25000 makes as many and the rest of the last earner. */
const atLeast = Number(process.env.CAIRN_S07_ASSERTIONS ?? 300);
export const [issuerCount, classCount, pathwayCount] = [12, atLeast >= 25_000 ? 340 : 70, 40];

const host = 'https://badges.old-heron.example';
export const badge = (n: number): string => `${host}/public/badges/b${n}`;
export const assertionAt = (n: number): string => `${host}/public/assertions/a${n}`;
export const pathwayAt = (n: number): string => `${host}/pathways/p${n}`;
export const mailOf = (n: number): string => `earner${n}@people.example`;
const issuer = (n: number): string => `${host}/public/issuers/i${n}`;

/** The last badges are those of completions, so that the pathways ask for the others. */
export const completionBadge = (pathway: number): number => classCount - pathwayCount + pathway;

/** Kept apart from all the rest, so that whose outcome differs is known: 2 of two badges, all of one, and 2 of two that expire. */
const told = { repeated: [0, 1], expired: [2], both: [3, 4] } as const;
export const special = { repeats: 0, expires: 1, both: 2, tooLarge: 3, vacuous: 4 } as const;

interface Made {
  readonly badge: number;
  readonly earner: number;
  readonly expires?: string;
  readonly revoked?: boolean;
}

/** Earners 0 to 4 have the histories that differ, or nearly; the others each badge once, for ever. */
const histories: readonly Made[] = [
  { earner: 0, badge: told.repeated[0] },
  { earner: 0, badge: told.repeated[0] },
  { earner: 0, badge: completionBadge(special.repeats) },
  { earner: 1, badge: told.expired[0], expires: '2021-05-01T12:00:00Z' },
  { earner: 1, badge: completionBadge(special.expires) },
  { earner: 2, badge: told.both[0], expires: '2021-05-01T12:00:00Z' },
  { earner: 2, badge: told.both[0], expires: '2021-05-01T12:00:00Z' },
  // Neither has anything to do with the outcome.
  { earner: 3, badge: told.repeated[0] },
  { earner: 3, badge: told.repeated[1] },
  { earner: 3, badge: told.repeated[1] },
  { earner: 3, badge: completionBadge(special.repeats) },
  { earner: 4, badge: told.expired[0], revoked: true },
];

/** The badges of the parts of an ordinary pathway: two of the first three, all of the second, one of the third. */
const partsOf = (pathway: number): number[][] => [0, 3, 6].map((from) => [from, from + 1, from + 2].map((one) => 5 + ((pathway * 3 + one) % (classCount - pathwayCount - 5))));

/** Two parts of an even pathway, all of an odd one: whoever had that was given the badge for it. */
function completes(pathway: number, held: ReadonlySet<number>): boolean {
  const [first = 0, second = 0, third = 0] = partsOf(pathway).map((part) => part.filter((one) => held.has(one)).length);
  const done = [first >= 2, second === 3, third >= 1].filter(Boolean).length;
  return done >= (pathway % 2 === 0 ? 2 : 3);
}

function assertions(): Made[] {
  const made = [...histories];
  for (let earner = 5; made.length < atLeast; earner += 1) {
    const mine = Array.from({ length: classCount - pathwayCount - 5 }, (_, n) => 5 + n).filter((of) => (earner * 7 + of * 3) % 5 !== 0);
    const badges = mine.map((of) => ({ earner, badge: of, ...((earner + of) % 19 === 0 && { revoked: true }) }));
    const held = new Set(badges.flatMap(({ badge: of, revoked }) => (revoked ? [] : [of])));
    const completed = Array.from({ length: pathwayCount }, (_, n) => n).filter((n) => n > 4 && completes(n, held));
    made.push(...badges, ...completed.map((n) => ({ earner, badge: completionBadge(n) })));
  }
  return made;
}

export const made = assertions();

const junction = (over: 'Element' | 'Badge', named: readonly string[], requiredNumber: number | null) => ({
  '@type': `${over}Junction`,
  junctionConfig: { '@type': requiredNumber === null ? 'Conjunction' : 'Disjunction', requiredNumber },
  [over === 'Badge' ? 'badges' : 'elements']: named,
});

/** A tree with a junction of elements at its root and one of badges in each child. */
function pathway(n: number) {
  const element = (id: string) => `${pathwayAt(n)}/elements/${id}`;
  const whole = (children: readonly (readonly [string, object, string?])[], required: number | null) => ({
    '@context': 'https://badgr.io/public/contexts/pathways',
    '@type': 'Pathway',
    '@id': pathwayAt(n),
    slug: `p${n}`,
    name: `Pathway ${n}`,
    issuer: { '@id': issuer(n % issuerCount), slug: `i${n % issuerCount}` },
    rootElement: element('root'),
    elements: [
      { '@id': element('root'), slug: 'root', name: `Pathway ${n}`, children: children.map(([id]) => element(id)), completionBadge: { '@id': badge(completionBadge(n)), slug: `b${completionBadge(n)}` }, requirements: junction('Element', children.map(([id]) => element(id)), required) },
      ...children.map(([id, requirements, completes]) => ({ '@id': element(id), slug: id, name: `Part ${id}`, children: [], requirements, ...(completes && { completionBadge: { '@id': completes } }) })),
    ],
  });
  const only = (named: readonly number[], required: number | null) => whole([['one', junction('Badge', named.map(badge), required)]], null);
  if (n === special.repeats) return only(told.repeated, 2);
  if (n === special.expires) return only(told.expired, null);
  if (n === special.both) return only(told.both, 2);
  if (n === special.tooLarge) return only([5, 6], 3);
  if (n === special.vacuous) return whole([['one', junction('Badge', [badge(5)], null)], ['nothing', junction('Badge', [], null), badge(completionBadge(n))]], 1);
  const [first = [], second = [], third = []] = partsOf(n).map((part) => part.map(badge));
  return whole([['first', junction('Badge', first, 2)], ['second', junction('Badge', second, null)], ['third', junction('Badge', third, 1)]], n % 2 === 0 ? 2 : null);
}

const dated = (n: number): string => `201${5 + (n % 5)}-0${1 + (n % 9)}-1${n % 10}T10:00:00Z`;

/** What the old host answered: spaces and order of its own, and a salted hash of the recipient. */
export const hostedAssertion = (n: number): string => {
  const { badge: of, revoked } = made[n] ?? { badge: 0 };
  return `{"type": "Assertion", "id": "${assertionAt(n)}",  "@context": "https://w3id.org/openbadges/v2",\n "badge": "${badge(of)}", "issuedOn": "${dated(n)}", "recipient": {"hashed": true, "type": "email", "salt": "s${n}", "identity": "sha256$${String(n).padStart(64, '0')}"}, "verification": {"type": "HostedBadge"}, "narrative": "Gr\u00f6\u00dfe"${revoked ? ', "revoked": true' : ''}}\n`;
};
export const hostedBadge = (n: number): string =>
  JSON.stringify({ '@context': 'https://w3id.org/openbadges/v2', type: 'BadgeClass', id: badge(n), name: `Badge ${n}`, description: 'Of old.', image: `${badge(n)}/image`, criteria: { narrative: 'As it was.' }, issuer: issuer(n % issuerCount) });

/** Writes the export as the interface of the host gives it out; answers its folder. */
export async function writeExport(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-s07-'));
  const list = (name: string, result: readonly object[]) => writeFile(join(folder, `${name}.json`), JSON.stringify({ status: { success: true, description: 'ok' }, result }));
  const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
  await list('issuers', numbers(issuerCount).map((n) => ({ entityType: 'Issuer', entityId: `i${n}`, openBadgeId: issuer(n), name: `Heronry ${n}`, url: `https://heronry-${n}.example`, email: 'badges@heron.example', description: 'An issuer of before.' })));
  await list('badgeclasses', numbers(classCount).map((n) => ({ entityType: 'BadgeClass', entityId: `b${n}`, openBadgeId: badge(n), issuer: `i${n % issuerCount}`, issuerOpenBadgeId: issuer(n % issuerCount), name: `Badge ${n}`, description: 'Of old.', image: `${badge(n)}/image`, criteriaNarrative: 'As it was.', tags: ['old'], alignments: [], expires: null })));
  await list('assertions', [
    ...made.map(({ badge: of, earner, expires = null, revoked = false }, n) => ({
      entityType: 'Assertion', entityId: `a${n}`, openBadgeId: assertionAt(n), badgeclass: `b${of}`, badgeclassOpenBadgeId: badge(of), issuedOn: dated(n), expires, revoked, revocationReason: revoked ? 'Made twice' : null,
      recipient: { identity: 'sha256$00', hashed: true, type: 'email', plaintextIdentity: mailOf(earner), salt: `s${n}` }, evidence: n === 0 ? [{ narrative: 'A photograph' }] : [],
    })),
    { entityType: 'Assertion', entityId: 'lost', openBadgeId: `${host}/public/assertions/lost`, badgeclass: 'gone', badgeclassOpenBadgeId: `${host}/public/badges/gone`, issuedOn: dated(0), recipient: { identity: mailOf(0), hashed: false, type: 'email' } },
  ]);
  await list('pathways', numbers(pathwayCount).map(pathway));
  await writeFile(
    join(folder, 'documents.jsonl'),
    [...made.map((_one, n) => ({ address: assertionAt(n), body: hostedAssertion(n) })), ...numbers(classCount).map((n) => ({ address: badge(n), body: hostedBadge(n) }))].map((line) => `${JSON.stringify(line)}\n`).join(''),
  );
  return folder;
}
