import type { Pathway } from './pathway.js';

/** Every id that a definition names beside those of its own nodes; each list without repetition, in order. */
export interface References {
  /** Without the pseudo-achievements `entry:…` of the ledger. */
  readonly achievements: readonly string[];
  readonly issuers: readonly string[];
  readonly pathways: readonly string[];
  readonly skills: readonly { readonly framework: string | null; readonly code: string }[];
  readonly trustGroups: readonly string[];
}

/** Gives the id to write in place of another; `path` says where it stands. */
export type IdMap = (id: string, path: readonly string[]) => string;

export interface IdMaps {
  readonly achievement?: IdMap;
  readonly issuer?: IdMap;
  /** Also of the pathway itself. */
  readonly pathway?: IdMap;
  readonly trustGroup?: IdMap;
}

export function referencesOf(pathway: Pathway): References {
  const named = { achievement: new Set<string>(), issuer: new Set<string>(), pathway: new Set<string>(), trustGroup: new Set<string>() };
  const skills = new Map<string, References['skills'][number]>();
  const note = (noun: Noun): IdMap => (id) => (named[noun].add(id), id);
  withIds({ ...pathway, id: undefined } as Pathway, { achievement: note('achievement'), issuer: note('issuer'), pathway: note('pathway'), trustGroup: note('trustGroup') }, (skill) => {
    const { framework = null, code } = typeof skill === 'string' ? { code: skill } : skill;
    skills.set(JSON.stringify([framework, code]), { framework, code });
  });
  const [achievements, issuers, pathways, trustGroups] = [named.achievement, named.issuer, named.pathway, named.trustGroup].map((ids) => [...ids].sort()) as [string[], string[], string[], string[]];
  return { achievements, issuers, pathways, trustGroups, skills: [...skills.keys()].sort().map((key) => skills.get(key)!) };
}

/**
 * The definition with ids rewritten wherever one stands: nodes, milestones, selectors with all that is in them,
 * equivalences, completion, exits, cross-pathway limits, anchors and maintenance. Keys `x-…` stay as they are.
 */
export function withIds(pathway: Pathway, maps: IdMaps, onSkill: (skill: string | { readonly framework?: string; readonly code: string }) => void = () => undefined): Pathway {
  const rewrite = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((one, at) => rewrite(one, [...path, String(at)]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, memberOf(key, member, [...path, key])]));
  };
  const memberOf = (key: string, member: unknown, path: readonly string[]): unknown => {
    if (key.startsWith('x-') || free.has(key)) return member;
    if (key === 'skillAtOrBelow') onSkill(member as string);
    const noun = path.length === 1 && key === 'id' ? 'pathway' : nouns[key];
    if (noun === undefined) return rewrite(member, path);
    if (typeof member === 'string') return mapped(noun, member, path);
    return Array.isArray(member) ? member.map((one, at) => (typeof one === 'string' ? mapped(noun, one, [...path, String(at)]) : rewrite(one, [...path, String(at)]))) : rewrite(member, path);
  };
  const mapped = (noun: Noun, id: string, path: readonly string[]): string => (noun === 'achievement' && id.startsWith('entry:') ? id : (maps[noun]?.(id, path) ?? id));
  return rewrite(pathway, []) as Pathway;
}

type Noun = keyof IdMaps;

/** What a string under this key names, wherever it stands in the language; `of` is a list of nodes, or the first of an equivalence. */
const nouns: Readonly<Record<string, Noun>> = {
  achievement: 'achievement',
  achievementIn: 'achievement',
  of: 'achievement',
  accepts: 'achievement',
  issuerIn: 'issuer',
  pathway: 'pathway',
  pathways: 'pathway',
  trustGroup: 'trustGroup',
};

/** Members whose keys are their author's. */
const free = new Set(['title', 'levelScale', 'resultScales', 'recency']);
