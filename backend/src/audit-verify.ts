import { parseArgs } from 'node:util';
import { runCommand, withDatabase } from './command.ts';
import { ConfigError } from './config/index.ts';
import type { Head } from './identity/audit/attempt.ts';
import { auditStore, auditWorkspaces } from './identity/audit/store.ts';
import { flaws, type Verdict, verifyAudit } from './identity/audit/verify.ts';

const whileRunning = 'While it runs, use “Verify” on its audit page, which checks the same.';

await runCommand(async (config) => {
  const { values } = parseArgs({ options: { noted: { type: 'string', multiple: true, default: [] } } });
  const noted = new Map(values.noted.map(parseNoted));
  return withDatabase(config, whileRunning, async (database) => {
    const workspaces = new Set([...(await auditWorkspaces(database.sql)), ...noted.keys()]);
    if (workspaces.size === 0) console.log('Nothing is recorded yet.');
    let allWell = true;
    for (const workspace of workspaces) {
      const verdict = await verifyAudit(auditStore(database.sql, workspace), noted.get(workspace));
      console.log(describe(workspace, verdict));
      allWell &&= verdict.ok;
    }
    return allWell;
  });
});

function parseNoted(text: string): [workspace: string, head: Head] {
  const [, workspace, seq, hash] = /^(.+):(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!workspace || !seq || !hash)
    throw new ConfigError(`--noted ${text} is not a head as this command prints it: workspace:row:hash`);
  return [workspace, { seq: Number(seq), hash }];
}

function describe(workspace: string, verdict: Verdict): string {
  if (!verdict.ok)
    return `${workspace}: BROKEN at row ${verdict.seq}: ${flaws[verdict.why]} (${verdict.why}, found in ${verdict.ms} ms)`;
  const { rows, head, ms } = verdict;
  return `${workspace}: ${rows} rows, unbroken, verified in ${ms} ms
  head ${workspace}:${head.seq}:${head.hash}
  Note the head elsewhere: npm run audit:verify -- --noted <head> also finds a log that was made up anew.`;
}
