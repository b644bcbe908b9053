import query from '@tanstack/eslint-plugin-query';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default [
  { ignores: ['src/api/schema.d.ts'] },
  {
    files: ['src/**/*.{ts,tsx}'],
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { 'react-hooks': hooks, '@tanstack/query': query },
    rules: {
      ...hooks.configs.recommended.rules,
      ...query.configs.recommended.rules,
    },
  },
  {
    // Virtual rows change on every scroll; the compiler leaves this component alone and so it should.
    files: ['src/ui/table/GridTable.tsx'],
    rules: { 'react-hooks/incompatible-library': 'off' },
  },
];
