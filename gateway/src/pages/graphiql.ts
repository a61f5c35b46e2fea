import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { RequestHandler } from 'express';

const example = `# The catalogue: what can be earned, and from whom. Public, no key needed.
# With a key, set the header { "Authorization": "Bearer <key>" } below.
query Catalogue {
  achievements(first: 10) {
    nodes {
      id
      title
      issuer {
        name
      }
      currentVersion {
        claimBasis
        estimatedEffort
      }
    }
  }
}
`;

/** Scripts are in the page itself and the browser is told to load nothing from elsewhere: it works offline. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src blob:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** `GET /`: GraphiQL with one example query. Rendered at the first visit and kept (9 MB, nearly all of it script). */
export function graphiqlPage(): RequestHandler {
  let page: Buffer | undefined;
  return (_request, response) => {
    page ??= Buffer.from(renderGraphiQL({ title: 'Cairn', endpoint: '/graphql', defaultQuery: example }));
    response.set({ 'content-security-policy': policy, 'cache-control': 'private, max-age=3600' }).type('html').send(page);
  };
}
