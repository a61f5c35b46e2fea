import { isObject, stringsOf, type Json, type JsonObject } from '../json/json.js';

/**
 * Rules for the extensions whose schemas 1EdTech publishes: [fault, whether it is met]. Extensions of others are passed over; they
 * say nothing on whether the badge itself holds.
 */
export function extensionFaults(document: JsonObject): [string, boolean][] {
  return Object.values(document)
    .filter(isObject)
    .filter(({ type }) => stringsOf(type).includes('Extension'))
    .flatMap((extension) =>
      stringsOf(extension['type']).flatMap((type) =>
        Object.entries(RULES)
          .filter(([name]) => type.endsWith(name))
          .map(([name, isMet]): [string, boolean] => [
            `its extension ${name} has not the members it must have`,
            isMet(extension),
          ]),
      ),
    );
}

const RULES: Record<string, (extension: JsonObject) => boolean> = {
  ExampleExtension: (extension) =>
    isText(extension['exampleProperty'] ?? extension['http://schema.org/text']),
  ApplyLink: ({ url }) => isText(url) && URL.canParse(String(url)),
};

function isText(value: Json | undefined): boolean {
  return typeof value === 'string';
}
