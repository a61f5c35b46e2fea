import { type AssociationText, associationKinds, type SkillText } from '../skill-framework/framework-text.js';

/** Associations in an order that only their ends and the order of the skills decide: a graph has none of its own. */
export function inFrameworkOrder(associations: readonly AssociationText[], framework: string, skills: readonly SkillText[]): AssociationText[] {
  const places = new Map([[framework, -1], ...skills.map(({ uri }, at): [string, number] => [uri, at])]);
  const placeOf = (uri: string) => places.get(uri) ?? skills.length;
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...associations].sort(
    (a, b) =>
      placeOf(a.from) - placeOf(b.from) ||
      associationKinds.indexOf(a.kind) - associationKinds.indexOf(b.kind) ||
      placeOf(a.to) - placeOf(b.to) ||
      byText(a.from, b.from) ||
      byText(a.to, b.to),
  );
}
