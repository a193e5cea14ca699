import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: {
    index: 'src/main.ts',
    'audit-verify': 'src/audit-verify.ts',
    'rotate-secrets': 'src/rotate-secrets.ts',
    'pglite-worker': 'src/platform/database/pglite-worker.ts',
    'demo-worker': '../simulator/src/worker.ts',
  },
  format: 'esm',
  platform: 'node',
  fixedExtension: false,
  deps: {
    // Unbundled, drizzle alone costs 200 MB of memory and 0.4 s at start.
    alwaysBundle: [/^@smartops\//, /^drizzle-orm/, 'zod'],
    neverBundle: ['@electric-sql/pglite', 'pg', 'pg-boss'],
  },
});
