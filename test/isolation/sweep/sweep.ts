import { prefixes } from '@cairn/subgraph';
import { ask, type Caller, codeOf, inParallel, outcomeOf, type Told } from './asking.js';
import { anyText } from './canaries.js';
import { Findings } from './findings.js';
import { filledIn, type Filling, prefixFor, unknownId, withValueAt } from './inputs.js';
import { type Place, placesOf, type Target } from './schema.js';
import { openWorld, type SweptRegistry, type World } from './world.js';
import { askOtherWays } from './other-ways.js';

/** Enough to keep a registry busy, and no more: stories are told beside it. Writes of one tenant wait for one another. */
const atOnce = { query: 6, mutation: 4 };

/**
 * Tries every query, mutation and entity of the graph as callers who are to learn nothing of one tenant: with its ids, texts,
 * cursors and positions in every argument there is. Needs a registry without limits of rate.
 */
export async function sweep(registry: SweptRegistry): Promise<{ readonly world: World; readonly findings: Findings }> {
  const world = await openWorld(registry);
  const findings = new Findings(world);
  await askOtherWays(world, findings);
  // Reads before writes: what a write takes, later answers name.
  await inParallel(reads(world, findings), atOnce.query, (attack) => attack());
  await inParallel(onTargets('mutation', world, findings), atOnce.mutation, (attack) => attack());
  return { world, findings };
}

/** The figure of the bench: requests tried, and bytes of another tenant in their answers. */
export async function sweptBytes(registry: SweptRegistry): Promise<{ readonly requests: number; readonly foreignBytes: number }> {
  const { findings } = await sweep(registry);
  return { requests: findings.requests, foreignBytes: findings.foreignBytes };
}

type Attack = () => Promise<void>;

function* reads(world: World, findings: Findings): Generator<Attack> {
  yield* everyObject(world, findings);
  yield* onTargets('query', world, findings);
}

function* onTargets(kind: Target['kind'], world: World, findings: Findings): Generator<Attack> {
  for (const caller of world.callers) {
    for (const target of targetsOf(world, caller).filter((one) => one.kind === kind)) yield* onTarget(world, findings, target, caller);
    yield () => beyondContract(kind, world, findings, caller);
  }
}

const targetsOf = ({ targets }: World, { contract }: Caller): readonly Target[] => targets[contract ?? 'partner'];

/** What the caller's contract does not show is not there for it. */
async function beyondContract(kind: Target['kind'], world: World, findings: Findings, caller: Caller): Promise<void> {
  const shown = new Set(targetsOf(world, caller).map(({ coordinate }) => coordinate));
  for (const target of world.targets.internal.filter((one) => one.kind === kind && !shown.has(one.coordinate))) {
    const told = await ask(world.url, caller, target.document, { id: unknownId('awd'), ...filledIn(target.args, strangers(world, target)) });
    findings.saw(target.coordinate, caller, told);
    findings.refused(target.coordinate, caller, told);
  }
}

function* onTarget(world: World, findings: Findings, target: Target, caller: Caller): Generator<Attack> {
  yield () => asItIs(world, findings, target, caller);
  for (const place of placesOf(target.args, ['ID'])) yield* withIds(world, findings, target, caller, place);
  for (const place of placesOf(target.args, ['Cursor', 'Position'])) yield* withTokens(world, findings, target, caller, place);
  // Who may do most learns most from texts.
  if (caller !== world.stranger) return;
  for (const place of placesOf(target.args, ['String', 'JSON'])) yield () => withText(world, findings, target, caller, place);
}

/** What a write must not name: it could end the very keys that the sweep is made with. */
const ownKeys = new Set(['apc', 'mem', 'grt', 'ten']);

/** What the stranger would fill in: its own ids. */
const strangers = ({ stranger }: World, { kind }: Pick<Target, 'kind'>): Filling => ({
  text: anyText,
  own: (prefix) => (kind === 'mutation' && ownKeys.has(prefix) ? undefined : stranger.ids.get(prefix)?.[0]),
  generous: false,
});

/** An id of the victim that only it may know, by prefix; of every kind it has. */
function secretIds({ victim, secretUuids }: World): Map<string, readonly string[]> {
  const secret = [...victim.ids].map(([prefix, ids]) => [prefix, ids.filter((id) => secretUuids.has(id.slice(4)))] as const);
  return new Map(secret.filter(([, ids]) => ids.length > 0));
}

async function asItIs(world: World, findings: Findings, target: Target, caller: Caller): Promise<void> {
  const { coordinate, of, args, document } = target;
  const subject = of === null ? {} : { id: subjectsOf(world, of)[0] ?? unknownId('awd') };
  const told = await ask(world.url, caller, document, { ...subject, ...filledIn(args, strangers(world, target)) });
  findings.saw(coordinate, caller, told, Object.values(subject));
  findings.understood(coordinate, caller, told);
}

/**
 * Every place of an id, for the first caller with an id of each kind, for the others with one of the right kind. The answer
 * is held against the answer for an id that nobody has.
 */
function* withIds(world: World, findings: Findings, target: Target, caller: Caller, { path }: Place): Generator<Attack> {
  const right = prefixFor([target.coordinate, ...path.map(String)]);
  for (const [prefix, [id = '']] of secretIds(world)) {
    if (caller !== world.stranger && prefix !== right) continue;
    yield async () => {
      const what = `${target.coordinate}(${path.join('.')}: ${prefix})`;
      const [theirs, nobodys] = await twins(world, caller, target, path, id, unknownId(prefix));
      if (target.kind === 'mutation' && codeOf(theirs) === undefined) findings.took(id);
      findings.saw(what, caller, theirs, [id]);
      findings.saw(what, caller, nobodys);
      findings.alike(what, caller, theirs, nobodys);
    };
  }
}

/** Texts of the victim: what it has taken is not taken for others. */
async function withText(world: World, findings: Findings, target: Target, caller: Caller, { path, scalar }: Place): Promise<void> {
  const canary = world.canaries.known[findings.requests % world.canaries.known.length] ?? '';
  const wrapped = (text: string) => (scalar === 'JSON' ? { text } : text);
  // From now on the stranger's own records may hold it.
  if (target.kind === 'mutation') findings.took(canary);
  const [theirs, nobodys] = await settledTwins(() => twins(world, caller, target, path, wrapped(canary), wrapped(anyText())));
  const what = `${target.coordinate}(${path.join('.')}: text)`;
  findings.saw(what, caller, theirs, [canary]);
  findings.saw(what, caller, nobodys);
  // There are fewer canaries than places: a key of idempotency meets its own earlier use.
  if (path.at(-1) !== 'idempotencyKey') findings.alikeInCode(what, caller, theirs, nobodys);
}

/** Cursors and positions: nobody's but the victim's own, wherever they are sent. */
function* withTokens(world: World, findings: Findings, target: Target, caller: Caller, { path, scalar }: Place): Generator<Attack> {
  const { victim } = world;
  const tokens = scalar === 'Cursor' ? [victim.cursors.get(target.coordinate) ?? [...victim.cursors.values()][0]] : victim.positions.slice(0, 4);
  for (const token of tokens) {
    if (token === undefined) continue;
    yield async () => {
      const what = `${target.coordinate}(${path.join('.')}: ${scalar})`;
      const filling = strangers(world, target);
      const subject = target.of === null ? {} : { id: ownSubject(world, target.of) };
      const variables = withValueAt(target.args, { ...subject, ...filledIn(target.args, filling) }, path, token, filling);
      const told = await ask(world.url, caller, target.document, variables);
      findings.saw(what, caller, told);
      if (target.of === null) findings.refused(what, caller, told);
    };
  }
}

/** The same operation with the victim's value and with one that means nothing; all else that is new differs, too. */
function twins(world: World, caller: Caller, target: Target, path: Place['path'], theirs: unknown, nobodys: unknown): Promise<[Told, Told]> {
  const filling = strangers(world, target);
  const send = (value: unknown) => {
    const subject = target.of === null ? {} : { id: ownSubject(world, target.of) };
    return ask(world.url, caller, target.document, withValueAt(target.args, { ...subject, ...filledIn(target.args, filling) }, path, value, filling));
  };
  return Promise.all([send(theirs), send(nobodys)]);
}

/** Other writes of the sweep change the stranger's own objects meanwhile: what differs by that alone is the same when it is asked again. */
async function settledTwins(ask: () => Promise<[Told, Told]>): Promise<[Told, Told]> {
  for (let left = 3; ; left -= 1) {
    const [theirs, nobodys] = await ask();
    if (left === 0 || outcomeOf(theirs) === outcomeOf(nobodys)) return [theirs, nobodys];
  }
}

const prefixOf = (noun: string): string => prefixes[noun as keyof typeof prefixes];
const subjectsOf = (world: World, noun: string): readonly string[] => secretIds(world).get(prefixOf(noun)) ?? [];
const ownSubject = (world: World, noun: string): string => world.stranger.ids.get(prefixOf(noun))?.[0] ?? unknownId(prefixOf(noun));

/** Every object of the victim that is nobody else's to know, field by field. */
function* everyObject(world: World, findings: Findings): Generator<Attack> {
  for (const caller of world.callers) {
    for (const target of targetsOf(world, caller)) {
      if (target.of === null) continue;
      const prefix = prefixOf(target.of);
      for (const id of subjectsOf(world, target.of).slice(0, caller === world.stranger ? 2 : 1)) {
        yield async () => {
          const given = filledIn(target.args, strangers(world, target));
          const send = (one: string) => ask(world.url, caller, target.document, { id: one, ...given });
          const [theirs, nobodys] = await Promise.all([send(id), send(unknownId(prefix))]);
          findings.saw(`node ${target.coordinate}`, caller, theirs, [id]);
          findings.saw(`node ${target.coordinate}`, caller, nobodys);
          findings.alike(`node ${target.coordinate}`, caller, theirs, nobodys);
        };
      }
    }
  }
}
