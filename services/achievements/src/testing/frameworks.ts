import type { AssociationText, FrameworkText, SkillText } from '../skill-framework/framework-text.js';

const address = (name: string): string => `https://skills.example/lanterns/${name}`;

/** A skill of a small framework, by a short name that its address ends in. */
export const aSkill = (name: string, change: Partial<SkillText> = {}): SkillText => ({
  uri: address(name),
  identifier: null,
  code: null,
  type: null,
  names: [{ text: `Skill ${name}`, language: 'en' }],
  descriptions: [],
  alternatives: [],
  more: {},
  ...change,
});

export const childOf = (from: string, to: string): AssociationText => associated('CHILD_OF', from, to);

export const associated = (kind: AssociationText['kind'], from: string, to: string): AssociationText => ({
  kind,
  from: from.includes(':') ? from : address(from),
  to: to.includes(':') ? to : address(to),
  more: {},
});

/** A framework of two skills, one the child of the other. */
export const aFramework = (change: Partial<FrameworkText> = {}): FrameworkText => ({
  format: 'CTDL_ASN',
  uri: 'https://skills.example/lanterns',
  identifier: null,
  language: 'en',
  titles: [{ text: 'Lantern keeping', language: 'en' }],
  descriptions: [],
  publisher: 'Lighthouse Museum',
  status: null,
  rubrics: [],
  more: { 'ceasn:inLanguage': ['en'] },
  skills: [aSkill('light'), aSkill('wick')],
  associations: [childOf('wick', 'light')],
  ...change,
});
