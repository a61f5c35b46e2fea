import tseslint from 'typescript-eslint';

const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Settings are read in config.ts only.',
};
const noVersion4 = { selector: "ImportSpecifier[imported.name='v4']", message: 'Ids are UUIDv7: use newId().' };

export default tseslint.config(
  { ignores: ['**/dist/**', '**/schema.types.ts', '**/node_modules/**', '**/*.mjs'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', noEnvironment, noVersion4],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ['**/config.ts', '**/*.setup.ts', '**/*.spec.ts', '**/*-spec.ts', 'deploy/**', 'test/**', 'libs/testkit/**', 'codegen.ts'],
    rules: { 'no-restricted-syntax': ['error', noVersion4], 'no-restricted-exports': 'off' },
  },
);
