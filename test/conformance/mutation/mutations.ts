import {
  bakePng,
  bakeSvg,
  canonicalForm,
  digestOfJson,
  statusesOf,
  unbake,
  verifyCredential,
  type Json,
  type JsonObject,
} from '@cairn/credentials';
import { jsonChanges } from './json-changes.js';
import { asOf, originals, type Original } from './originals.js';
import { proofChanges } from './proof-changes.js';
import { Random } from './random.js';
import { byteChanges, textChanges } from './text-changes.js';
import { tokenChanges } from './token-changes.js';

/** A changed copy of a document of ours. */
export interface Mutation {
  readonly original: Original;
  /** What was done to it. */
  readonly change: string;
  readonly input: Buffer;
}

/**
 * REFUSED: not VALID. SAME: VALID, and it says what the original says (a holder of an SD-JWT may say less). FORGED: VALID although it
 * says something else, or although its original is expired or revoked; there must be none.
 */
export type MutationOutcome = 'REFUSED' | 'SAME' | 'FORGED';

/** Changed copies without end, each of a form, a state and a change chosen by chance; the same choices for the same seed. */
export async function* mutations(seed: number): AsyncGenerator<Mutation, never> {
  const random = new Random(seed);
  const all = await originals();
  for (;;) {
    const original = random.of(all);
    const changed = await changedCopy(original, random);
    if (changed && !changed.input.equals(original.input)) yield { original, ...changed };
  }
}

export async function outcomeOf({ original, input }: Mutation): Promise<MutationOutcome> {
  const { verdict, document } = await verifyCredential(input, original.evidence, { asOf });
  if (verdict !== 'VALID' || !document) return 'REFUSED';
  if (original.state !== 'IN_FORCE') return 'FORGED';
  return (await saysTheSame(document, original)) ? 'SAME' : 'FORGED';
}

type Changed = Pick<Mutation, 'change' | 'input'>;

async function changedCopy(original: Original, random: Random): Promise<Changed | undefined> {
  if (random.below(4) === 0) {
    const [change, apply] = random.of(Object.entries(byteChanges));
    return { change, input: apply(original.input, random) };
  }
  const baked = original.form === 'PNG' || original.form === 'SVG' ? unbake(original.input) : undefined;
  const text = baked?.ok ? baked.text : original.input.toString();
  const changed = text.startsWith('{')
    ? await changedJson(text, original, random)
    : await changedToken(text, original, random);
  if (!changed) return undefined;
  return {
    change: changed.change,
    input: baked?.ok ? bakedAnew(original, changed.text) : Buffer.from(changed.text),
  };
}

async function changedJson(
  text: string,
  { forger }: Original,
  random: Random,
): Promise<{ change: string; text: string } | undefined> {
  const kind = random.below(10);
  if (kind < 2) {
    const [change, apply] = random.of(Object.entries(textChanges));
    return { change, text: apply(text, random) };
  }
  const document = JSON.parse(text) as JsonObject;
  if (kind < 5) {
    const [change, apply] = random.of(Object.entries(proofChanges));
    return { change, text: JSON.stringify(await apply(document, random, forger)) };
  }
  const [change, apply] = random.of(Object.entries(jsonChanges));
  return apply(document, random) ? { change, text: JSON.stringify(document) } : undefined;
}

async function changedToken(
  token: string,
  { forger }: Original,
  random: Random,
): Promise<{ change: string; text: string } | undefined> {
  const [change, apply] = random.of(Object.entries(tokenChanges));
  const text = await apply(token, random, forger);
  return text === undefined ? undefined : { change, text };
}

function bakedAnew({ form, input }: Original, text: string): Buffer {
  const baked = form === 'PNG' ? bakePng(input, text) : bakeSvg(input.toString(), text);
  // What cannot be baked is tried as it is.
  return baked.ok ? Buffer.from(baked.image) : Buffer.from(text);
}

/** To readers of RDF and to readers of members alike. */
async function saysTheSame(document: JsonObject, { document: own, form }: Original): Promise<boolean> {
  if (form === 'SD_JWT') return isPartOf(document, own);
  if (own['proof'] === undefined) return digestOfJson(document) === digestOfJson(own);
  const [one, other] = [await quads(document), await quads(own)];
  return (
    one !== undefined &&
    one === other &&
    digestOfJson(whatReadersSee(document)) === digestOfJson(whatReadersSee(own))
  );
}

async function quads({ proof: _proof, ...unsecured }: JsonObject): Promise<string | undefined> {
  const form = await canonicalForm(unsecured);
  return form.ok ? form.nquads : undefined;
}

/** The members on which decisions rest. */
function whatReadersSee(document: JsonObject): JsonObject {
  const { id, issuer, validFrom, validUntil, credentialSubject } = document;
  const subject = credentialSubject as JsonObject;
  const achievement = subject['achievement'] as JsonObject;
  return {
    id,
    issuer: idOf(issuer),
    validFrom,
    validUntil,
    // As they are looked up: a type in a list of one is the same type.
    status: statusesOf(document).map((entry) => ({ ...entry })),
    subject: subject['id'],
    achievement: achievement['id'],
    name: achievement['name'],
  };
}

function idOf(value: Json | undefined): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value['id'] : value;
}

/** Nothing that the original does not say, and all that may not be withheld. */
function isPartOf(part: JsonObject, whole: JsonObject): boolean {
  const { credentialSubject: partSubject, ...partRest } = part;
  const { credentialSubject: wholeSubject, ...wholeRest } = whole;
  const same = (one: Json | undefined, other: Json | undefined) =>
    digestOfJson({ value: one }) === digestOfJson({ value: other });
  const [shown, known] = [partSubject as JsonObject, wholeSubject as JsonObject];
  const kept = ['id', 'achievement'].every((name) => same(shown[name], known[name]));
  return (
    kept &&
    same(partRest, wholeRest) &&
    Object.entries(shown).every(([name, value]) => same(value, known[name]))
  );
}
