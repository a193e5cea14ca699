// Backend and dashboard with reload: the API on 3001, the dashboard's own server on 3000.
import { spawn } from 'node:child_process';
import { environment, install, refuseOldNode, root } from './install.mjs';

refuseOldNode();
await install();

const parts = ['backend', 'dashboard'].map((workspace) =>
  spawn('npm', ['run', 'dev', '--silent', '-w', workspace], {
    cwd: root,
    env: { ...environment, NODE_ENV: 'development' },
    stdio: 'inherit',
  }),
);
const stop = () => {
  for (const part of parts) part.kill('SIGTERM');
};
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
for (const part of parts) part.on('exit', stop);
