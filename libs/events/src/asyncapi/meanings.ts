/** A documented contract in the text of a module: `/** … export const x = defineEvent('award', 'issued', 1, …`. */
const documented = /\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport const \w+ = defineEvent\(\s*'([a-z-]+)',\s*'([a-z-]+)',\s*(\d+)/g;

/** What the comments above event contracts say, by type. */
export function meaningsIn(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(documented)].map(([, comment = '', aggregate, happened, version]) => [`cairn.${aggregate}.${happened}.v${version}`, comment.replace(/\s*\n\s*\*\s?/g, ' ').trim()]),
  );
}

/** Types of events that the typed client lists, but for the one that tests an endpoint: those are what tenants are told of. */
export const toldTypesIn = (text: string): string[] => [...text.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(([, type = '']) => type).filter((type) => type !== 'webhook.test').sort();
