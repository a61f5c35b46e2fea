import { getNamedType, type GraphQLArgument, type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { prefixes } from '@cairn/subgraph';

/** What a caller fills inputs with. */
export interface Filling {
  /** A text for a member of this name; unlike any other. */
  text(name: string): string;
  /** An id of the caller's own, by prefix; undefined when it has none of the kind. */
  own(prefix: string): string | undefined;
  /** Whether optional members are filled in too. */
  readonly generous: boolean;
}

const soon = '2026-03-01';
const byScalar: Readonly<Record<string, unknown>> = { Int: 1, Float: 1, Boolean: false, DateTime: `${soon}T09:30:00Z`, Date: soon, Duration: 'P1Y', JSON: {} };

/** Inputs whose members depend on one another: what makes them pass, as far as that is known. The rest is by name and type. */
const whole: Readonly<Record<string, (filling: Filling) => object>> = {
  AchievementVersionInput: ({ text }) => ({
    title: text('title'),
    description: text('description'),
    criteria: 'Passes the written examination.',
    imageUrl: 'https://riverside.example/badge.png',
    imageAltText: text('imageAltText'),
    stated: { learningOutcomes: [text('learningOutcomes')] },
    issuerSector: 'HIGHER_EDUCATION',
    useCase: 'NON_CURRICULAR',
    claimBasis: 'KNOWLEDGE',
    earningModes: ['ASSESSMENT'],
    requirement: { kind: 'EXAM', title: 'Written examination', assessed: true },
    estimatedEffort: 'PT20H',
  }),
  IssueAwardInput: ({ text, own }) => ({
    achievementVersionId: own('acv'),
    identifier: { type: 'STUDENT_ID', value: text('value') },
    awardedOn: soon,
    assessment: { method: text('method'), assessedOn: soon },
    partnerReference: text('partnerReference'),
  }),
};

/** Variables for the arguments of a field, as this caller would fill them in. */
export const filledIn = (args: readonly GraphQLArgument[], filling: Filling): Record<string, unknown> =>
  Object.fromEntries(
    args.flatMap(({ name, type, defaultValue }) =>
      isNonNullType(type) && defaultValue === undefined ? [[`arg_${name}`, valueOf(type, [name], filling)]] : [],
    ),
  );

function valueOf(type: GraphQLInputType, path: readonly string[], filling: Filling): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType, path, filling);
  if (isListType(type)) return [valueOf(type.ofType, path, filling)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  const name = path.at(-1) ?? '';
  if (!isInputObjectType(type)) {
    if (type.name === 'ID') return idFor(path, filling);
    if (type.name === 'String') return textFor(name, filling);
    return name === 'first' ? 5 : (byScalar[type.name] ?? null);
  }
  const known = whole[type.name];
  if (known) return known(filling);
  const members = Object.values(type.getFields()).filter(
    (field) => (isNonNullType(field.type) && field.defaultValue === undefined) || (filling.generous && path.length < 3 && field.name !== 'idempotencyKey' && !path.includes(field.name)),
  );
  return Object.fromEntries(members.map((field) => [field.name, valueOf(field.type, [...path, type.name, field.name], filling)]));
}

function textFor(name: string, { text }: Filling): string {
  if (/url|uri|origin/i.test(name)) return `https://riverside.example/${text(name)}`;
  if (/email/i.test(name)) return `${text(name)}@riverside.example`;
  if (/country/i.test(name)) return 'GB';
  if (/language/i.test(name)) return 'en';
  return text(name);
}

const nouns = Object.entries(prefixes).sort(([a], [b]) => b.length - a.length);

/** The kind of object an argument is about: by its own name, or by what it lies in (`RevokeAwardInput.id` is an award's). */
export function prefixFor(path: readonly string[]): string | undefined {
  for (const part of [...path].reverse()) {
    const found = nouns.find(([noun]) => part.toLowerCase().includes(noun.toLowerCase()));
    if (found) return found[1];
  }
  return undefined;
}

function idFor(path: readonly string[], { own }: Filling): string {
  const prefix = prefixFor(path) ?? 'iss';
  return own(prefix) ?? unknownId(prefix);
}

let made = 0;

/** An id that nobody has. */
export function unknownId(prefix: string): string {
  made += 1;
  return `${prefix}_0192f0c8-7a00-7000-8000-${made.toString(16).padStart(12, '0')}`;
}

/** The variables with another value at one place; what lies on the way is filled in. */
export function withValueAt(
  args: readonly GraphQLArgument[],
  variables: Readonly<Record<string, unknown>>,
  [argument, ...path]: readonly (string | number)[],
  value: unknown,
  filling: Filling,
): Record<string, unknown> {
  const arg = args.find(({ name }) => name === argument);
  const put = (type: GraphQLInputType, held: unknown, left: readonly (string | number)[]): unknown => {
    if (isNonNullType(type)) return put(type.ofType, held, left);
    const [next, ...rest] = left;
    if (next === undefined) return value;
    if (isListType(type)) return [put(type.ofType, Array.isArray(held) ? held[0] : undefined, rest)];
    const named = getNamedType(type);
    if (!isInputObjectType(named)) return value;
    const field = named.getFields()[next as string];
    const around = (held ?? valueOf(named, [String(argument), named.name], filling)) as Record<string, unknown>;
    return field ? { ...around, [next]: put(field.type, around[next as string], rest) } : around;
  };
  return arg ? { ...variables, [`arg_${argument}`]: put(arg.type, variables[`arg_${argument}`], path) } : { ...variables };
}
