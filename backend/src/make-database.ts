import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openPglite } from './platform/database/database.ts';

// A part of the build: what a new installation without PostgreSQL begins with.
const folder = join(import.meta.dirname, '..', 'dist', 'new-database');
rmSync(folder, { recursive: true, force: true });
const database = await openPglite(folder);
await database.close();
