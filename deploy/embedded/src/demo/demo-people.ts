import { dayAfter, type Row } from '@cairn/cli';
import { chanceOf } from './chance.js';
import type { DemoProvider } from './demo-provider.js';

const given = ['Aino', 'Bela', 'Carys', 'Dmitri', 'Elif', 'Femi', 'Greta', 'Hugo', 'Ines', 'Jun', 'Kaja', 'Leif', 'Mira', 'Nuno', 'Oona', 'Pavel', 'Rosa', 'Sami', 'Tove', 'Yusuf'];
const family = ['Aalto', 'Brandt', 'Costa', 'Dahl', 'Eder', 'Farkas', 'Gallo', 'Hoek', 'Ivers', 'Jansen', 'Kovar', 'Lund', 'Moreau', 'Novak', 'Osei', 'Petit'];

/** Someone invented at one provider. */
export interface DemoPerson {
  readonly name: string;
  readonly identifier: string;
  /** Day of joining. */
  readonly from: string;
  /** Codes of what the person earned, with the day. */
  readonly earned: readonly { readonly code: string; readonly on: string }[];
}

/** The people of a provider, always the same: three awards each on the whole, the parts of the pathway most of all. */
export function peopleOf(provider: DemoProvider, seed: number): DemoPerson[] {
  const chance = chanceOf(seed);
  const { completion } = provider.pathway;
  const codes = provider.achievements.map(({ code }) => code).filter((code) => code !== completion);
  const parts = new Set(codesIn(provider.pathway.requirements));
  return Array.from({ length: provider.people }, (_, at) => {
    const name = `${given[Math.floor(chance() * given.length)]} ${family[Math.floor(chance() * family.length)]}`;
    const from = dayAfter('2024-01-15', Math.floor(chance() * 300));
    const keenness = 0.35 + chance() * 0.6;
    const earned = codes
      .filter((code) => chance() < (parts.has(code) ? keenness : 0.16))
      .map((code, nth) => ({ code, on: dayAfter(from, 20 + nth * 45 + Math.floor(chance() * 40)) }));
    return { name, identifier: identifierOf(provider, name, at), from, earned };
  });
}

const codesIn = (nodes: DemoProvider['pathway']['requirements']): string[] => nodes.flatMap((node) => (node.kind === 'award' ? [node.achievement] : codesIn(node.of)));

function identifierOf({ identifierType }: DemoProvider, name: string, at: number): string {
  const number = String(1_000 + at);
  if (identifierType === 'EMAIL') return `${name.toLowerCase().replace(' ', '.')}.${number}@visitors.example`;
  return `${{ STUDENT_ID: 'S', MEMBER_ID: 'G', EMPLOYEE_ID: 'N' }[identifierType]}${number}`;
}

export const earnerRow = ({ name, identifier }: DemoPerson, { identifierType }: DemoProvider): Row => ({ name, identifierType, identifier });

/** Awards of one person; those of an assessed version say how they were assessed. */
export function awardRows(person: DemoPerson, { achievements, identifierType, visibility }: DemoProvider): Row[] {
  const basisOf = new Map(achievements.map(({ code, version }) => [code, version.claimBasis]));
  return person.earned.map(({ code, on }) => ({
    partnerReference: `${code}/${person.identifier}`,
    identifierType,
    identifier: person.identifier,
    achievementCode: code,
    awardedOn: on,
    visibility,
    ...(assessed.has(basisOf.get(code) ?? '') ? { assessmentMethod: 'scored by two assessors', assessedOn: on } : {}),
  }));
}

const assessed = new Set(['KNOWLEDGE', 'DEMONSTRATED_SKILL', 'APPLIED_COMPETENCY']);

export const enrolmentRow = ({ identifier, from }: DemoPerson, { pathway }: DemoProvider, earnerId: string): Row => ({
  partnerReference: `${pathway.code}/${identifier}`,
  earnerId,
  pathwayCode: pathway.code,
  enrolledOn: from,
});
