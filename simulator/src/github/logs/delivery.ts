import type { Service } from '../../world/shop.ts';
import { green, imageOf, type Lines, red, shell, type Told, yellow } from './text.ts';

/** What brings a version to its place prints: build, push, migration, canary, deploy, nightly work. */
export function deliveryLines(told: Told): Lines {
  const failed = told.step.conclusion === 'failure';
  switch (told.job.kind) {
    case 'build':
      return build(told);
    case 'push':
      return [
        ...shell(`docker push ${imageOf(told.run)}`),
        ...layers.map((layer) => `${layer}: Pushed`),
        `${told.run.version ?? 'latest'}: digest: sha256:${told.run.commit.sha}${told.run.commit.sha.slice(0, 24)} size: 1786`,
      ];
    case 'migrate':
      return migrate(told, failed);
    case 'canary':
      return canary(failed);
    case 'nightly':
      return nightly(told, failed);
    default:
      return deploy(told);
  }
}

const layers = ['5f70bf18a086', 'a3ed95caeb02', 'd2e16e6be52a', '8c1a3f0e77b4'];

const build = ({ run }: Told): Lines => [
  ...shell(`docker buildx build --tag ${imageOf(run)} .`),
  '#1 [internal] load build definition from Dockerfile',
  '#1 DONE 0.0s',
  '#2 [internal] load metadata for docker.io/library/node:24-slim',
  '#2 DONE 0.6s',
  '#5 [build 2/5] COPY package.json package-lock.json ./',
  '#5 CACHED',
  '#6 [build 3/5] RUN npm ci',
  '#6 4.812 added 412 packages in 5s',
  '#6 DONE 5.3s',
  '#7 [build 4/5] COPY . .',
  '#7 DONE 0.4s',
  '#8 [build 5/5] RUN npm run build',
  '#8 18.20 built in 17.94s',
  '#8 DONE 18.6s',
  '#9 exporting to image',
  `#9 naming to ${imageOf(run)} done`,
  '#9 DONE 3.1s',
];

interface Migration {
  readonly number: number;
  readonly table: string;
  readonly column: string;
}

const migrations: Partial<Record<Service, Migration>> = {
  'pricing-service': { number: 71, table: 'price_rule', column: 'market' },
  'ledger-worker': { number: 138, table: 'settlement', column: 'provider' },
};

function migrate({ run }: Told, failed: boolean): Lines {
  const environment = run.repo === 'pricing-service' && run.event === 'push' ? 'staging' : 'production';
  const { number, table, column } = migrations[run.repo] ?? { number: 1, table: 'item', column: 'name' };
  const file = (ahead: number) => String(number + ahead).padStart(4, '0');
  const head = [
    ...shell(`npm run db:migrate -- --env ${environment}`),
    '',
    `migrate: ${failed ? 3 : 2} pending, lock_timeout 15s, target ${run.repo.split('-')[0]}-${environment}`,
    `${green('ok')}   ${file(0)}_add_${column}_column.sql 84 ms`,
    `${green('ok')}   ${file(1)}_backfill_${column}.sql (41,208 rows) 612 ms`,
  ];
  if (!failed) return [...head, 'migrate: up to date'];
  return [
    ...head,
    `run  ${file(2)}_${table}_not_null.sql`,
    `${yellow('warn')} ALTER TABLE ${table} needs AccessExclusiveLock`,
    'wait 5 s   blocked by pid 20417 (report_daily, active 9 min)',
    'wait 10 s  blocked by pid 20417',
    red('ERROR: canceling statement due to lock timeout'),
    `     in ${file(2)}_${table}_not_null.sql, line 4: ALTER COLUMN ${column} SET NOT NULL`,
    '     SQLSTATE 55P03',
    `roll ${file(2)} rolled back. ${file(0)} and ${file(1)} stay applied.`,
    'npm error code 1',
    `npm error command: node scripts/migrate.mjs --env ${environment}`,
  ];
}

function canary(failed: boolean): Lines {
  const minutes = ['0:15', '0:30', '0:45', '1:00', '1:15', '1:30', '1:45'];
  const calm = minutes.map(
    (at, index) => `${at}  errors 0.0${index % 4} %  p95 ${212 + index * 3} ms  ${green('ok')}`,
  );
  return [
    ...shell('npm run canary -- --share 10 --for 2m --max-errors 1'),
    'canary: 10 % of messages go to the new version',
    ...(failed
      ? [
          ...calm.slice(0, 2),
          `0:45  errors 2.31 %  p95 940 ms  ${red('too many')}`,
          'canary: share set back to 0 %',
          '##[error]canary: 2.31 % errors, at most 1 % allowed',
        ]
      : [...calm, 'canary: passed']),
  ];
}

function nightly({ run }: Told, failed: boolean): Lines {
  const isLedger = run.repo === 'ledger-worker';
  const parts = isLedger
    ? ['card', 'invoice', 'voucher', 'gift card']
    : ['products', 'sizes', 'categories', 'synonyms'];
  return [
    ...shell(isLedger ? 'npm run reconcile' : 'npm run reindex'),
    ...parts.map(
      (part, index) => `${green('ok')}   ${part}: ${(18_204 + index * 7_311).toLocaleString('en')} compared`,
    ),
    ...(failed
      ? [
          red('Error: connect ETIMEDOUT 10.0.14.22:5432'),
          '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1637:16)',
          '    at async run (scripts/nightly.mjs:48:20)',
        ]
      : ['finished, no difference found']),
  ];
}

function deploy({ run, job }: Told): Lines {
  const environment = job.name.includes('staging')
    ? 'staging'
    : run.workflow === 'preview'
      ? 'preview'
      : run.workflow;
  const cluster = environment === 'deploy' || environment === 'rollback' ? 'production' : environment;
  return [
    ...shell(`aws ecs update-service --cluster ${cluster} --service ${run.repo} --force-new-deployment`, [
      `VERSION: ${run.version ?? ''}`,
    ]),
    `service ${run.repo}: desired 6, running 6, pending 0`,
    ...[2, 4, 6].map(
      (count) => `service ${run.repo}: ${count} of 6 tasks run ${run.version ?? 'the new version'}`,
    ),
    `service ${run.repo}: draining 6 old tasks`,
    `service ${run.repo}: has reached a steady state`,
    green(`${run.repo} ${run.version ?? ''} is live in ${cluster}`),
  ];
}
