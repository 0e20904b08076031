// Lint rules: strict TypeScript, no floating promises, and the import directions of docs/architecture.md.
import globals from 'globals'
import pluginVue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

/** Forbids a layer from importing the named sibling layers. */
const layer = (name, forbidden) => ({
  files: [`src/${name}/**/*.{ts,vue}`],
  ignores: ['**/*.test.ts', '**/testing/**'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `(^|/)(${forbidden.join('|')})(/|$)`,
            message: `src/${name} must not import from: ${forbidden.join(', ')} (docs/architecture.md).`,
          },
          ...(name === 'shared'
            ? [{ regex: '^[^.]', message: 'src/shared imports nothing from outside.' }]
            : []),
          ...(name === 'worker'
            ? [
                {
                  regex: '^(node:|electron$|vue$)',
                  message: 'src/worker runs without Node, Electron or DOM.',
                },
              ]
            : []),
          ...(name === 'renderer'
            ? [{ regex: '^(node:|electron$)', message: 'src/renderer is sandboxed: no Node, no Electron.' }]
            : []),
        ],
      },
    ],
  },
})

export default tseslint.config(
  {
    ignores: [
      'out/**',
      'node_modules/**',
      'resources/**',
      'test-results/**',
      'playwright-report/**',
      '.cache/**',
      'gallery/**',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  ...pluginVue.configs['flat/recommended'],
  {
    languageOptions: {
      parserOptions: {
        project: [
          './tsconfig.node.json',
          './tsconfig.renderer.json',
          './tsconfig.main.json',
          './tsconfig.preload.json',
          './tsconfig.shared.json',
          './tsconfig.labFile.json',
        ],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser }, globals: globals.browser },
    rules: {
      'vue/multi-word-component-names': 'off',
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
    },
  },
  {
    files: ['scripts/**', 'e2e/**', 'bench/**', 'src/cli/**', '*.config.*'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { ...tseslint.configs.disableTypeChecked.languageOptions, globals: globals.node },
  },
  layer('shared', ['main', 'preload', 'renderer', 'worker', 'cli', 'host']),
  layer('worker', ['main', 'preload', 'renderer', 'cli', 'host', 'labFile']),
  layer('main', ['preload', 'renderer', 'worker', 'cli', 'host']),
  layer('preload', ['main', 'renderer', 'worker', 'cli', 'host']),
  layer('renderer', ['main', 'preload', 'worker', 'cli', 'host', 'labFile']),
  layer('host', ['main', 'preload', 'renderer', 'cli']),
  layer('labFile', ['main', 'preload', 'renderer', 'worker', 'cli', 'host']),
  layer('cli', ['main', 'preload', 'renderer', 'host']),
)
