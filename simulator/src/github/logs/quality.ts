import type { Service } from '../../world/shop.ts';
import { dim, green, imageOf, type Lines, red, shell, type Told, yellow } from './text.ts';

/** What checks print: lint, tests, the scan of the image, the smoke test. */
export function qualityLines(told: Told): Lines {
  const failed = told.step.conclusion === 'failure';
  switch (told.job.kind) {
    case 'lint':
      return [
        ...shell('npm run lint'),
        '',
        '> biome check --error-on-warnings',
        '',
        ...(failed ? lintFailure : ['Checked 214 files in 812ms. No fixes applied.']),
      ];
    case 'scan':
      return [
        ...shell(`trivy image --exit-code 1 --severity HIGH,CRITICAL ${imageOf(told.run)}`),
        ...scan(failed),
      ];
    case 'smoke':
      return smoke(told, failed);
    default:
      return [...shell('npm test', ['CI: true']), '', ...tests(told, failed)];
  }
}

const lintFailure: Lines = [
  'src/refund/refund.ts:41:3 lint/nursery/noFloatingPromises ━━━━━━━━━━━━━━━━━━━━',
  '',
  `  ${red('×')} A "floating" Promise was found, meaning it is not properly handled.`,
  '',
  `  ${red('>')} 41 │   queue.publish(event);`,
  '       │   ^^^^^^^^^^^^^^^^^^^^^',
  '',
  'Checked 214 files in 797ms. No fixes applied.',
  'Found 1 error.',
  '##[error]src/refund/refund.ts:41:3 A "floating" Promise was found',
];

const suites: Record<Service, Lines> = {
  'checkout-api': [
    'basket/basket',
    'payment/payment',
    'payment/card-reader',
    'refund/refund',
    'voucher/voucher',
  ],
  'pricing-service': ['rules/price-rule', 'rules/market', 'money/rounding', 'api/prices'],
  'storefront-web': ['basket/gift-note', 'product/photos', 'search/highlight', 'account/shop'],
  'search-indexer': ['facets/size', 'index/batch', 'index/synonyms', 'source/products'],
  'ledger-worker': ['settlement/batch', 'settlement/retry', 'fees/provider', 'export/vat'],
};

function tests({ run, job }: Told, failed: boolean): Lines {
  const files = suites[run.repo];
  const broken = failed ? files[job.id % files.length] : undefined;
  const shard = /\((\d)\/(\d)\)/.exec(job.name);
  const lines = files.map((file, index) => {
    const count = 12 + ((index * 7 + run.number) % 23);
    const time = dim(`${140 + ((index * 83 + run.number * 31) % 900)}ms`);
    if (file === broken)
      return ` ${red('❯')} src/${file}.test.ts ${dim(`(${count} tests | `)}${red('1 failed')}${dim(')')} ${time}`;
    return ` ${green('✓')} src/${file}.test.ts ${dim(`(${count} tests)`)} ${time}`;
  });
  return [
    ` RUN  v3.2.4 /home/runner/work/${run.repo}/${run.repo}${shard ? `  --shard ${shard[1]}/${shard[2]}` : ''}`,
    '',
    ...lines,
    '',
    ...(broken ? failure(broken) : []),
    ` Test Files  ${broken ? `${red('1 failed')} | ` : ''}${green(`${files.length - (broken ? 1 : 0)} passed`)} (${files.length})`,
    `      Tests  ${broken ? `${red('1 failed')} | ` : ''}${green('84 passed')} (${broken ? 85 : 84})`,
    '   Duration  21.34s (transform 2.1s, collect 6.02s, tests 11.97s)',
    '',
    ...(broken ? [`##[error]AssertionError: expected 1999 to be 2000 // Object.is equality`] : []),
  ];
}

const failure = (file: string): Lines => [
  `⎯⎯⎯⎯⎯⎯⎯ ${red('Failed Tests 1')} ⎯⎯⎯⎯⎯⎯⎯`,
  '',
  ` ${red('FAIL')}  src/${file}.test.ts > keeps the sum equal to the lines`,
  red('AssertionError: expected 1999 to be 2000 // Object.is equality'),
  '',
  `${green('- Expected')}`,
  `${red('+ Received')}`,
  '',
  green('- 2000'),
  red('+ 1999'),
  '',
  ` ${dim('❯')} src/${file}.test.ts:57:31`,
  '     55|     const lines = threeItems(666.5);',
  '     56|',
  '     57|     expect(sum(lines).cents).toBe(2000);',
  `       |                              ${red('^')}`,
  '     58|   });',
  ` ${dim('❯')} runTest node_modules/vitest/dist/runner.js:781:11`,
  ` ${dim('❯')} runSuite node_modules/vitest/dist/runner.js:949:8`,
  '',
  '⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/1]⎯',
  '',
];

const scan = (failed: boolean): Lines => [
  'INFO  [vuln] Vulnerability scanning is enabled',
  'INFO  Detected OS  family="debian" version="13.2"',
  'INFO  Number of language-specific files  num=1',
  '',
  `Total: ${failed ? '2 (MEDIUM: 1, HIGH: 1)' : '1 (MEDIUM: 1)'}`,
  'libxml2   CVE-2026-10412  MEDIUM  2.14.5-1  fixed in 2.14.5-2',
  ...(failed
    ? [
        red('openssl   CVE-2026-11873  HIGH    3.5.4-1   fixed in 3.5.4-2'),
        '##[error]1 vulnerability of severity HIGH: openssl CVE-2026-11873, fixed in 3.5.4-2',
      ]
    : []),
];

function smoke({ run }: Told, failed: boolean): Lines {
  const environment = run.repo === 'pricing-service' && run.event === 'push' ? 'staging' : 'production';
  const good = ['GET /healthz', 'GET /version', 'GET /metrics'].map(
    (path, index) => `${green('ok')}   ${path} 200 ${31 + index * 17} ms`,
  );
  return [
    ...shell(`npm run smoke -- --env ${environment}`),
    `smoke: 5 checks against ${environment}, expecting ${run.version ?? run.commit.sha.slice(0, 7)}`,
    ...good,
    ...(failed
      ? [
          `${yellow('wait')} POST /orders 503, again in 2 s`,
          `${yellow('wait')} POST /orders 503, again in 4 s`,
          `${red('fail')} POST /orders 503 Service Unavailable after 3 attempts`,
          '     upstream connect error or disconnect/reset before headers',
          '##[error]smoke: 1 of 5 checks failed: POST /orders answered 503',
        ]
      : [
          `${green('ok')}   POST /orders 201 88 ms`,
          `${green('ok')}   GET /orders/1 200 41 ms`,
          'smoke: 5 of 5 checks passed',
        ]),
  ];
}
