import { isJsonObject, type Json, type JsonObject } from '@cairn/credentials';

/** SHA-256 and SHA-384, hex, of each text of the VC 2.0 context that W3C has published: of the Recommendation, and of July 2024. */
const published = new Map([
  [
    'https://www.w3.org/ns/credentials/v2',
    new Set([
      '59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734',
      '97f1eb8e5042356c805fdd61afa2c557663785e0794dcafa21e138fd38def18cb360133c221aa31d6896a6bf3e65b614',
      '24a18c90e9856d526111f29376e302d970b2bd10182e33959995b0207d7043b9',
      '35239c36999d2155312091af194a1edb61634d6ad789a5e5b19f2aebdd762dd9d1dcaada40eda7ef921c6b8c0ae107a0',
    ]),
  ],
]);

/**
 * What speaks against signing what a credential says of other resources (VCDM 2.0 §5.3): one of them named twice, or with a
 * digest that no text of it has. Nothing is fetched, so this knows the texts of contexts alone and lets the others be.
 */
export function relatedResourceFault({ relatedResource }: JsonObject): string | undefined {
  const resources = (Array.isArray(relatedResource) ? relatedResource : [relatedResource]).filter(isJsonObject);
  const ids = resources.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) return 'relatedResource names one resource twice';
  const wrong = resources.find(({ id, digestSRI, digestMultibase }) => {
    const known = typeof id === 'string' ? published.get(id) : undefined;
    return known && [sriHex(digestSRI), multibaseHex(digestMultibase)].some((hex) => hex !== undefined && !known.has(hex));
  });
  return wrong && `the digest of ${String(wrong['id'])} is that of no text of it`;
}

function sriHex(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? Buffer.from(value.replace(/^sha\d+-/, ''), 'base64').toString('hex') : undefined;
}

/** With or without the two bytes that name the hash: people write both. */
function multibaseHex(value: Json | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const hex = Buffer.from(value.slice(1), 'base64url').toString('hex');
  return /^(1220.{64}|2030.{96})$/.test(hex) ? hex.slice(4) : hex;
}
