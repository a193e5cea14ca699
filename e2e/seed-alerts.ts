import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RuleSpec, type Severity } from '@smartops/contract';
import type { Decision } from '../backend/src/alerts/alert.ts';
import { ruleStore } from '../backend/src/alerts/rules/rule-store.ts';
import { alertStore } from '../backend/src/alerts/store.ts';
import { copyDatabase } from '../backend/src/platform/database/copy-database.ts';
import { openPglite } from '../backend/src/platform/database/database.ts';
import { migrate } from '../backend/src/platform/database/migrate.ts';

export interface Wrong {
  readonly name: string;
  readonly what: string;
  readonly message: string;
  readonly severity: Severity;
  readonly agoMs: number;
}

const backend = join(import.meta.dirname, '..', 'backend');
const minute = 60_000;
const host = { resourceId: 'host', connectionId: 'host', metric: 'cpu.percent' };
/** The one with a metric that is read. */
export const ownHost: Wrong = {
  ...{ name: 'host', what: 'CPU above 1 %', message: '12.4 %', severity: 'warning', agoMs: 2 * minute },
};
export const someWrong: readonly Wrong[] = [
  {
    name: 'checkout-api',
    what: '5xx rate above 1 %',
    message: '4.82 %',
    severity: 'critical',
    agoMs: 23 * minute,
  },
  {
    name: 'checkout-api',
    what: 'p95 above 800 ms',
    message: '2.41 s',
    severity: 'critical',
    agoMs: 20 * minute,
  },
  {
    name: 'orders-db',
    what: 'connections at 95 % of limit',
    message: '200 of 200',
    severity: 'warning',
    agoMs: 24 * minute,
  },
  {
    name: 'order-events',
    what: 'backlog growing',
    message: '9,640 messages',
    severity: 'warning',
    agoMs: 9 * minute,
  },
  {
    name: 'ledger-worker',
    what: 'restarts above 3',
    message: '4 in 10 min',
    severity: 'warning',
    agoMs: 3 * minute,
  },
  {
    name: 'redis-sessions',
    what: 'memory above 80 %',
    message: '84.2 %',
    severity: 'info',
    agoMs: 190 * minute,
  },
];

/**
 * Lets alerts fire in a folder in which the product does not run yet. Their rules look at runs that there are none of, so
 * that nothing ends them: alerts without a rule are ended at the next look.
 */
export async function seedAlerts(folder: string, wrong: readonly Wrong[]): Promise<void> {
  const place = join(folder, 'database');
  mkdirSync(folder, { recursive: true });
  copyDatabase(join(backend, 'dist', 'new-database'), place);
  const database = await openPglite(place);
  await migrate(database, join(backend, 'migrations'));
  const now = Date.now();
  const decisions = wrong.map(
    ({ name, what, message, severity, agoMs }, index): Decision => ({
      kind: 'fire',
      finding: {
        fingerprint: `seed ${index}`,
        ...{ ruleId: ruleIdOf(what), ruleVersion: 1 },
        ...(name === 'host'
          ? host
          : { resourceId: `aws:demo:${name}`, connectionId: 'aws:demo', metric: null }),
        resourceName: name,
        ...{ account: 'harbor-prod', region: 'eu-west-1', url: 'https://console.aws.amazon.com/' },
        ...{ unit: '%', severity, title: `${name} ${what}`, message },
        ...{ value: 4.82, limit: 1, labels: { team: 'payments' }, runbook: null, startedAt: now - agoMs },
      },
    }),
  );
  await database.sql.transaction(async (tx) => {
    for (const what of new Set(wrong.map((one) => one.what)))
      await ruleStore(tx).insert({ id: ruleIdOf(what), spec: neverMet(what), by: 'seed', at: now }, 'person');
    await alertStore(tx).apply(decisions, now);
  });
  await database.close();
}

const ruleIdOf = (what: string) => `seed:${what}`;

const neverMet = (name: string) =>
  RuleSpec.parse({
    ...{ name, severity: 'warning' },
    condition: { kind: 'state', state: 'run-failed', names: ['a run that nobody has'] },
  });
