import type { Thing } from './graph.js';

/** The nine subclasses of `ceterms:PathwayComponent`. */
export const componentClasses = [
  'AssessmentComponent',
  'BasicComponent',
  'CocurricularComponent',
  'CompetencyComponent',
  'CourseComponent',
  'CredentialComponent',
  'ExtracurricularComponent',
  'JobComponent',
  'WorkExperienceComponent',
] as const;
export type ComponentClass = (typeof componentClasses)[number];

const earlier = new Map<string, ComponentClass>([
  ['Assessment', 'AssessmentComponent'],
  ['Basic', 'BasicComponent'],
  ['Course', 'CourseComponent'],
  ['Credential', 'CredentialComponent'],
  ['SelectionComponent', 'BasicComponent'],
]);

/** What nobody is awarded anything for unless it proxies something: somebody has to attest it. */
const attestedClasses = new Set<string>(['BasicComponent', 'CocurricularComponent', 'ExtracurricularComponent', 'JobComponent', 'WorkExperienceComponent']);

/** The subclass of a component; null for a thing of another class, such as a certification that stands in the pathway itself. */
export function classOf(thing: Thing): ComponentClass | null {
  for (const type of thing.types) {
    const known = componentClasses.find((name) => name === type) ?? earlier.get(type);
    if (known) return known;
  }
  return null;
}

export const isAttested = (component: ComponentClass): boolean => attestedClasses.has(component);
