import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { folders, mayImport } from './test/architecture/dependencies.mjs';

/** Names that say nothing about what a class is. */
const emptyNames = '(?:Service|Manager|Helper|Util|Utils|Base|Impl|Data|Info|Processor)$';

const bans = {
  barrel: { selector: 'ExportAllDeclaration', message: 'No barrels: import the file that holds the thing.' },
  defaultExport: {
    selector: 'ExportDefaultDeclaration',
    message: 'No default exports: a name is what others search for.',
  },
  // A class that needs more than four others is two classes.
  wideConstructor: {
    selector: "MethodDefinition[kind='constructor'] > FunctionExpression[params.length>4]",
    message: 'A constructor takes at most four parameters.',
  },
  emptyName: {
    selector: `:matches(ClassDeclaration, TSInterfaceDeclaration) > Identifier.id[name=/${emptyNames}/]`,
    message: 'Name what it is; this suffix says nothing.',
  },
  forwardRef: {
    selector: "CallExpression[callee.name='forwardRef']",
    message: 'Imports point one way, so nothing needs forwardRef.',
  },
  httpException: {
    selector:
      'NewExpression[callee.name=/^(?:Http|BadRequest|NotFound|Unauthorized|Forbidden|Conflict|MethodNotAllowed|NotAcceptable|PayloadTooLarge|UnsupportedMediaType|InternalServerError|NotImplemented|BadGateway|ServiceUnavailable|GatewayTimeout|RequestTimeout|Gone|UnprocessableEntity)Exception$/]',
    message: 'Throw a GatewayError with a reason of the catalog.',
  },
  environment: {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'src/config alone reads process.env.',
  },
  emptyEnvironment: {
    selector: "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']",
    message: 'src/config alone reads process.env.',
  },
  clock: {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Elements are pure: they have no clock.',
  },
  now: {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Elements are pure: they have no clock.',
  },
  chance: {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Elements are pure: they have no chance.',
  },
};

const everywhere = [bans.barrel, bans.defaultExport, bans.emptyName];
const inSource = [
  ...everywhere,
  bans.wideConstructor,
  bans.forwardRef,
  bans.httpException,
  bans.environment,
  bans.emptyEnvironment,
];
const without = (list, ...removed) => list.filter((ban) => !removed.includes(ban));
const syntax = (bansOfFolder) => ({ 'no-restricted-syntax': ['error', ...bansOfFolder] });

/** The dependency table as patterns: from a folder, the other folders' files are out of reach unless it lists them. */
const importRules = folders.map((folder) => ({
  files: [`src/${folder}/**/*.ts`],
  ignores: [
    '**/*.spec.ts',
    '**/*.fixture.ts',
    ...(mayImport[folder].exceptions ?? []).map((file) => `src/${folder}/${file}`),
  ],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { regex: '^(?:\\.\\./)+sandbox/', message: 'The sandbox is a program of its own.' },
          ...folders
            .filter((other) => other !== folder && !mayImport[folder].folders.includes(other))
            .map((other) => ({
              regex: `^(?:\\.\\./)+${other}/`,
              message: `${folder} may not import ${other}; see ARCHITECTURE.md.`,
            })),
          ...mayImport[folder].notPackages.map((name) => ({
            regex: `^${name}(?:[/:]|$)`,
            message: `${folder} may not import ${name}; see ARCHITECTURE.md.`,
          })),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.data/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-ignore': true, 'ts-expect-error': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Says too much: `return done()` and `() => effect()` are clear, and classes here are data that is made by shape.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // Texts are counted in code points, as the providers do.
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }] }],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true, IIFEs: true }],
      // Guarded where it matters: foreign JSON is read through src/elements/values.ts.
      '@typescript-eslint/no-base-to-string': 'off',
      'no-useless-catch': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
      eqeqeq: 'error',
      ...syntax(everywhere),
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      ...syntax(inSource),
      'max-params': ['error', { max: 5 }],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'vendor-http alone speaks to providers.' }],
    },
  },
  { files: ['src/config/**/*.ts'], rules: syntax(without(inSource, bans.environment, bans.emptyEnvironment)) },
  { files: ['src/errors/**/*.ts'], rules: syntax(without(inSource, bans.httpException)) },
  { files: ['src/setup/**/*.ts'], rules: { 'no-restricted-globals': 'off' } },
  { files: ['src/elements/**/*.ts'], rules: syntax([...inSource, bans.clock, bans.now, bans.chance]) },
  ...importRules,
  // The interface of an element is one document, types and their comments only.
  { files: ['src/elements/element-definition.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['sandbox/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(?:\\.\\./)+src/', message: 'The sandbox knows the providers, not the gateway.' }] },
      ],
      // A setting is read as the type that its declaration gave it.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    // Tests read as stories: a describe block is one function, and a table of cases is one statement.
    files: ['**/*.spec.ts', '**/*.fixture.ts', 'test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 400 }],
      'max-params': 'off',
      'no-restricted-globals': 'off',
      'no-control-regex': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // What crossed the wire is held against a literal; its type would prove nothing.
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      ...syntax(everywhere),
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        globalThis: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        Buffer: 'readonly',
        AbortController: 'readonly',
        AbortSignal: 'readonly',
      },
    },
    rules: { 'no-useless-catch': 'error' },
  },
);
