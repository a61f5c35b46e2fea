import type { CodegenConfig } from '@graphql-codegen/cli';

const config = {
  enumsAsTypes: true,
  useTypeImports: true,
  skipTypename: true,
  defaultScalarType: 'unknown',
  scalars: { ID: 'string', DateTime: 'string', Date: 'string', Duration: 'string', Cursor: 'string', Position: 'string', JSON: 'unknown' },
};
const schema = 'gateway/contracts/partner.graphql';

/** Types of what any client may be shown, and of the operations that the client brings; git-ignored. */
export const clientTypes: CodegenConfig['generates'] = {
  'libs/client/src/schema.types.ts': { schema, plugins: ['typescript'], config },
  'libs/client/src/operations/schema.types.ts': { schema, documents: 'libs/client/src/operations/*.ts', plugins: ['typescript-operations'], config },
};
