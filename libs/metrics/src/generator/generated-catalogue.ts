import type { AchievementRow } from '../fact-rows.js';
import { Chance } from './chance.js';
import { generatedId } from './generated-id.js';

export interface GeneratedPathway {
  readonly pathway: string;
  readonly version: string;
  readonly issuer: string;
  /** In the order in which they are meant to be earned. */
  readonly steps: readonly AchievementRow[];
  /** What its completion gives. */
  readonly gives: AchievementRow;
}

export interface GeneratedCatalogue {
  readonly achievements: readonly AchievementRow[];
  /** In no pathway. */
  readonly alone: readonly AchievementRow[];
  readonly pathways: readonly GeneratedPathway[];
  readonly skills: readonly { readonly achievement: string; readonly skill: string }[];
}

const fields = ['0111', '0211', '0311', '0411', '0421', '0511', '0611', '0612', '0613', '0711', '0788', '0913'];
const stepsOfPathway = 4;

/** Achievements and pathways of a tenant: four certificates and badges that build up to a certificate or degree, and some that stand alone. */
export function generatedCatalogue(seed: number, pathways: number): GeneratedCatalogue {
  const chance = new Chance(seed);
  const issuers = Array.from({ length: Math.max(2, Math.round(pathways / 10)) }, (_, at) => generatedId('issuer', seed, at));
  let made = 0;
  const achievement = (more: Partial<AchievementRow>): AchievementRow => ({
    achievement: generatedId('achievement', seed, made++),
    level: chance.hits(0.9) ? chance.whole(3, 5) : null,
    field: chance.hits(0.95) ? chance.of(fields) : null,
    kind: chance.hits(0.6) ? 'badge' : 'certificate',
    issuer: chance.of(issuers),
    in_pathway: false,
    ...more,
  });
  const all = Array.from({ length: pathways }, (_, at): GeneratedPathway => {
    const [field, issuer] = [chance.of(fields), chance.of(issuers)];
    const steps = Array.from({ length: stepsOfPathway }, (_, step) => achievement({ field, issuer, level: 4 + Math.floor(step / 2), in_pathway: true }));
    const gives = achievement({ field, issuer, level: 6, kind: chance.hits(0.3) ? 'degree' : 'certificate' });
    return { pathway: generatedId('pathway', seed, at), version: generatedId('version', seed, at), issuer, steps, gives };
  });
  const alone = Array.from({ length: pathways * 2 }, () => achievement({}));
  const achievements = [...all.flatMap(({ steps, gives }) => [...steps, gives]), ...alone];
  const skills = achievements.flatMap(({ achievement: id }) => [chance.whole(0, 19), chance.whole(20, 39)].map((skill) => ({ achievement: id, skill: generatedId('skill', seed, skill) })));
  return { achievements, alone, pathways: all, skills };
}
