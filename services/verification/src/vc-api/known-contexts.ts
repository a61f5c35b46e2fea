import { documentLoaderOver } from '@cairn/credentials';

/** What specifications use in their examples and suites in their tests; known here alone, since real credentials say what they mean. */
const examples = { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } };

export const vcApiLoader = documentLoaderOver(new Map([['https://www.w3.org/ns/credentials/examples/v2', examples]]));
