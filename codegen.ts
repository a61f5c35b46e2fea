import type { CodegenConfig } from '@graphql-codegen/cli';
import { clientTypes } from './libs/client/codegen.js';

const services = ['issuers', 'achievements', 'earners', 'pathways', 'verification'];

/** `npm run codegen`: the types of each subgraph's schema and resolvers, from its SDL, and those of the typed client; git-ignored. */
const config: CodegenConfig = {
  generates: {
    ...clientTypes,
    ...Object.fromEntries(
      services.map((service) => [
        `services/${service}/src/schema.types.ts`,
        {
          schema: [`services/${service}/schema.graphql`, `services/${service}/src/**/*.graphql`, 'libs/subgraph/values.graphql'],
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
  },
};

export default config;
