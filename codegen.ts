import type { CodegenConfig } from '@graphql-codegen/cli';

const services = ['issuers', 'achievements', 'earners', 'pathways', 'verification'];

/** `npm run codegen`: the types of each subgraph's schema and resolvers, from its SDL; git-ignored. */
const config: CodegenConfig = {
  generates: Object.fromEntries(
    services.map((service) => [
      `services/${service}/src/schema.types.ts`,
      {
        schema: [`services/${service}/schema.graphql`, 'libs/subgraph/values.graphql'],
        plugins: ['typescript', 'typescript-resolvers'],
        config: {
          federation: true,
          contextType: '@cairn/subgraph#GraphContext',
          enumsAsTypes: true,
          useTypeImports: true,
          defaultScalarType: 'unknown',
          scalars: { DateTime: 'string', Date: 'string', Duration: 'string', Cursor: 'string', Position: 'string', JSON: 'unknown' },
        },
      },
    ]),
  ),
};

export default config;
