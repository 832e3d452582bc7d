// Who may import whom. The order of the modules is the order of this list: each may use those before it.
const chain = ['journal', 'referentials', 'registry', 'accounts', 'access', 'establishments'];
// They stand on top of the chain and beside one another.
const tops = ['agents', 'companies', 'history', 'home', 'profile'];
// Builds its data with everybody's behaviours.
const demo = 'demo';
// Texts only: platform and ui suffice.
const content = 'content';
// Says to programs what the registry says.
const api = 'api';
const modules = [...chain, ...tops, demo, content, api];

const anyOf = (names) => `^src/(${names.join('|')})/`;

const mayUse = (module) => {
  if (chain.includes(module)) return chain.slice(0, chain.indexOf(module));
  if (tops.includes(module)) return chain;
  if (module === api) return ['registry'];
  return module === demo ? [...chain, ...tops] : [];
};

const arrows = modules.map((module) => ({
  name: `arrow-of-${module}`,
  comment: `${module} may use ${['platform', 'ui', ...mayUse(module)].join(', ')} and itself.`,
  severity: 'error',
  from: { path: `^src/${module}/` },
  to: { path: anyOf(modules.filter((other) => other !== module && !mayUse(module).includes(other))) },
}));

// platform is a set of small tools: each file at its top and each folder's index.ts is a door.
const doors = ['^src/[^/]+/index\\.tsx?$', '^src/platform/[^/]+\\.ts$', '^src/platform/[^/]+/index\\.ts$'];
const tests = ['^tests/', '\\.test\\.tsx?$', '/fixtures/'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'platform-and-ui-know-no-module',
      comment: 'They serve every module and know nothing of the business.',
      severity: 'error',
      from: { path: '^src/(platform|ui)/' },
      to: { path: anyOf(modules) },
    },
    {
      name: 'platform-draws-nothing',
      comment: 'Pages come to the platform as arguments, from above.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: tests },
      to: { path: '^src/ui/' },
    },
    {
      name: 'only-the-door',
      comment: 'A module is used through its index.ts; what is behind it can change freely.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/[^/]+/', pathNot: ['^src/$1/', ...doors] },
    },
    {
      name: 'only-the-door-from-above',
      comment: 'The composition and the scripts go through the doors too.',
      severity: 'error',
      from: { path: '^(src/[^/]+\\.tsx?$|scripts/)' },
      to: { path: '^src/[^/]+/', pathNot: doors },
    },
    {
      name: 'composition-is-not-imported',
      comment: 'app.ts, main.ts and config.ts put the modules together; a module receives what it needs.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: tests },
      to: { path: '^src/[^/]+\\.tsx?$' },
    },
    {
      name: 'known-modules-only',
      comment: 'A new folder of src takes its place in the order at the top of this file.',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: ['^src/(platform|ui)/', anyOf(modules)] },
    },
    {
      name: 'no-circle',
      comment: 'Types count: two files that need each other are one thing, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'product-ignores-tests',
      severity: 'error',
      from: { path: '^(src|bin|scripts)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'launcher-needs-node-only',
      comment: 'It runs before anything is installed.',
      severity: 'error',
      from: { path: '^bin/' },
      to: { pathNot: '^bin/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'no-development-package-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|coverage)/' },
    // Type-only imports are arrows as well.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
