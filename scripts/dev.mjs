// Backend and dashboard with reload: the API on 3001, the dashboard's own server on 3000.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { endTogether } from './children.mjs';
import { environment, install, refuseOldNode, root } from './install.mjs';

refuseOldNode();
await install();

const start = (workspace, command, ...args) =>
  spawn(command, args, {
    cwd: join(root, workspace),
    env: { ...environment, NODE_ENV: 'development' },
    stdio: 'inherit',
  });

endTogether([
  start(
    'backend',
    'node',
    '--watch-path=src',
    '--watch-path=../contract/src',
    '--watch-preserve-output',
    'src/main.ts',
  ),
  start('dashboard', 'next', 'dev', '--port', '3000'),
]);
