/** The import table of ARCHITECTURE.md, checked. */
const room = (from, to, why) => ({
  name: `${from}-not-to-${to}`.replace(/[^\w-]+/g, '_'),
  severity: 'error',
  comment: why,
  from: { path: from, pathNot: '[.](test|fixture)[.]tsx?$' },
  to: { path: to },
});

/** Rooms of the backend in the order the data flows: a room may import those above it, never below. */
const flow = [
  'platform',
  'config',
  'sources',
  'signals',
  'pipelines',
  'actions',
  'collector',
  'alerts',
  'incidents',
  'notify',
  'security',
  'settings',
  'identity',
  'overview',
  'stream',
];

const strangers = (name, folder) => ({
  name,
  severity: 'error',
  from: { path: `^${folder}/([^/]+)/` },
  to: { path: `^${folder}/([^/]+)/`, pathNot: `^${folder}/$1/` },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    room('^contract/', '^(backend|dashboard|simulator)/', 'The contract knows nobody.'),
    room('^dashboard/', '^(backend|simulator)/', 'The browser speaks to the backend through the contract.'),
    room('^simulator/', '^(backend|dashboard|contract)/', 'The simulator only speaks the APIs it imitates.'),
    room(
      '^backend/src/(?!app[.]ts|demo[.]ts|main[.]ts)',
      '^simulator/',
      'Only the top starts the practice cloud.',
    ),
    strangers('sources-are-strangers', 'backend/src/sources'),
    strangers('panels-are-strangers', 'dashboard/src/panels'),
    ...flow.map((name, index) => ({
      name: `${name}-looks-up-only`,
      severity: 'error',
      comment: 'A room may import the rooms above it in the flow, never below.',
      from: { path: `^backend/src/${name}/`, pathNot: '[.](test|fixture)[.]ts$' },
      to: { path: `^backend/src/(${flow.slice(index + 1).join('|') || 'none'})/` },
    })),
    {
      name: 'only-the-top-knows-everybody',
      severity: 'error',
      from: { path: '^backend/src/[^/]+/', pathNot: '[.]test[.]ts$' },
      to: { path: '^backend/src/(main|app|pipeline|demo)[.]ts$' },
    },
    {
      name: 'http-only-at-the-edge',
      severity: 'error',
      comment: 'Logic never sees HTTP.',
      from: { path: '^backend/src/', pathNot: '(routes[.]ts|app[.]ts|platform/http/|[.]test[.]ts)' },
      to: { path: 'node_modules/@?fastify' },
    },
    {
      name: 'sql-only-in-stores',
      severity: 'error',
      from: {
        path: '^backend/src/',
        pathNot: '(store[.]ts|platform/(database|jobs)/|app[.]ts|[.](test|fixture)[.]ts)',
      },
      to: { path: 'node_modules/(drizzle-orm|pg|pg-boss)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'charts-only-in-ui',
      severity: 'error',
      from: { path: '^dashboard/src/(?!ui/)' },
      to: { path: 'node_modules/uplot' },
    },
    {
      name: 'parts-know-no-panels',
      severity: 'error',
      from: { path: '^dashboard/src/(ui|live|format|state)/' },
      to: { path: '^dashboard/src/(panels|modals|app)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '([.]next|/dist/|/out/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
};
