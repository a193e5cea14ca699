import semver from 'semver';
import { expect, it } from 'vitest';
import floors from './floors.json' with { type: 'json' };
import { floorFindings } from './floors.ts';
import { installScriptFindings } from './install-scripts.ts';
import { isAllowed, licenceFindings } from './licences.ts';
import { type Lock, type LockEntry, resolveFrom } from './lock.ts';
import { originFindings } from './origin.ts';
import { pinnedFindings, registryFindings } from './pinned.ts';

const integrity = `sha512-${'A'.repeat(86)}==`;
const well = { version: '1.0.0', integrity, license: 'MIT' };
const root = { name: 'ours', version: '0.1.0', workspaces: ['backend'], dependencies: { a: '1.0.0' } };

function lock(more: Record<string, LockEntry> = {}, lockfileVersion = 3): Lock {
  const packages = {
    '': root,
    backend: { name: '@ours/backend', version: '0.1.0' },
    'node_modules/@ours/backend': { resolved: 'backend', link: true },
    'node_modules/a': well,
    ...more,
  };
  return { lockfileVersion, packages };
}

const problems = (findings: readonly { subject: string; problem: string }[]) =>
  findings.map(({ subject, problem }) => `${subject} ${problem}`);

it('finds nothing in a lock file of registry packages, workspaces and what lies in a tarball', () => {
  const bundle = lock({
    'node_modules/b': { ...well, bundleDependencies: ['c'], dependencies: { c: '^1.0.0' } },
    'node_modules/b/node_modules/c': { version: '1.0.0', inBundle: true, license: 'MIT' },
    'node_modules/d': {
      ...well,
      resolved: 'https://registry.npmjs.org/d/-/d-1.0.0.tgz',
      dependencies: { a: '~1.0 || >=2 <3', b: 'latest', e: 'npm:@x/y@^2.1.0', f: '*', g: '1.x - 2', h: '' },
    },
  });

  expect(originFindings(bundle)).toEqual([]);
});

const git = 'git+ssh://git@github.com/x/y.git#abc';
it.each<[string, Lock, string]>([
  [
    'no integrity',
    lock({ 'node_modules/b': { version: '1.0.0' } }),
    'node_modules/b has no sha512 integrity',
  ],
  [
    'a weak hash',
    lock({ 'node_modules/b': { ...well, integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' } }),
    'sha512',
  ],
  ['a cut hash', lock({ 'node_modules/b': { ...well, integrity: 'sha512-AAAA' } }), 'sha512'],
  ['two hashes', lock({ 'node_modules/b': { ...well, integrity: `${integrity} sha1-AAAA` } }), 'sha512'],
  [
    'another registry',
    lock({ 'node_modules/b': { ...well, resolved: 'https://npm.evil.example/b.tgz' } }),
    'comes from',
  ],
  [
    'a registry with a longer name',
    lock({ 'node_modules/b': { ...well, resolved: 'https://registry.npmjs.org.evil.example/b.tgz' } }),
    'comes from',
  ],
  [
    'the registry without TLS',
    lock({ 'node_modules/b': { ...well, resolved: 'http://registry.npmjs.org/b.tgz' } }),
    'comes from',
  ],
  ['a git repository', lock({ 'node_modules/b': { ...well, resolved: git } }), `comes from ${git}`],
  [
    'a tarball beside us',
    lock({ 'node_modules/b': { ...well, resolved: 'file:../b.tgz' } }),
    'comes from file:../b.tgz',
  ],
  [
    'a wish for git',
    lock({ 'node_modules/a': { ...well, dependencies: { b: git } } }),
    `wants b from ${git}`,
  ],
  [
    'a wish for GitHub',
    lock({ 'node_modules/a': { ...well, dependencies: { b: 'x/y' } } }),
    'wants b from x/y',
  ],
  [
    'a wish for GitHub by name',
    lock({ 'node_modules/a': { ...well, optionalDependencies: { b: 'github:x/y#v1' } } }),
    'wants b',
  ],
  [
    'a wish for a tarball',
    lock({ 'node_modules/a': { ...well, peerDependencies: { b: 'https://x.example/b.tgz' } } }),
    'wants b',
  ],
  [
    'a wish for a folder',
    lock({ '': { ...root, devDependencies: { b: 'file:../b' } } }),
    'package.json wants b from file:../b',
  ],
  [
    'a link out of the project',
    lock({ 'node_modules/b': { resolved: '../b', link: true } }),
    'links to ../b',
  ],
  ['a link to nowhere', lock({ 'node_modules/b': { link: true } }), 'links to nowhere'],
  [
    'a folder that is no workspace',
    lock({ '../b': { version: '1.0.0' } }),
    '../b is a folder that is no workspace',
  ],
  [
    'a claim to lie in a tarball',
    lock({ 'node_modules/a/node_modules/b': { version: '1.0.0', inBundle: true } }),
    'sha512',
  ],
  ['an old format', lock({}, 1), 'package-lock.json is not version 3'],
])('finds %s', (_name, bad, problem) => {
  const found = problems(originFindings(bad));

  expect(found).toHaveLength(1);
  expect(found[0]).toContain(problem);
});

it.each([
  '^1.0.0',
  '~1.0.0',
  '1',
  '1.x',
  '*',
  'latest',
  '',
  '>=1.0.0',
  'v1.0.0',
  '1.0.0 ',
  'npm:b@1.0.0',
  git,
])('finds %j in a package.json of ours', (spec) => {
  const manifest = { dependencies: { a: '1.0.0' }, devDependencies: { b: spec } };

  expect(problems(pinnedFindings({ 'backend/package.json': manifest }))).toEqual([
    `backend/package.json wants b ${spec}`,
  ]);
});

it.each([
  ['registry=https://npm.evil.example/', 1],
  ['  @x:registry = http://registry.npmjs.org/', 1],
  ['//npm.evil.example/:registry=x', 1],
  ['registry=https://registry.npmjs.org/\nfund=false', 0],
])('judges an .npmrc with %j', (text, count) => {
  expect(registryFindings({ '.npmrc': text })).toHaveLength(count);
});

const scripted = lock({ 'node_modules/b': { ...well, hasInstallScript: true } });
it.each<[string, Record<string, boolean>, Record<string, string>, string[]]>([
  ['allowed with a reason', { b: true }, { b: 'builds' }, []],
  ['refused', { b: false }, {}, []],
  ['not named', {}, { b: 'builds' }, ['b runs a script when installed and is not in allowScripts']],
  ['allowed without a reason', { b: true }, { b: ' ' }, ['b may run a script, and nobody wrote down why']],
  ['allowed for nothing', { a: true, b: false }, { a: 'old' }, ['a may run a script and has none']],
])('judges an install script that is %s', (_name, allowed, reasons, expected) => {
  expect(problems(installScriptFindings(scripted, allowed, reasons))).toEqual(expected);
});

it('finds a version with a known hole, however deep and under whatever name', () => {
  const floor = { package: 'b', refuse: '<2.0.1', because: 'CVE-1' };
  const nested = lock({
    'node_modules/b': { ...well, version: '2.0.1' },
    'node_modules/a/node_modules/b': { ...well, version: '2.0.1-rc.1' },
    'node_modules/alias': { ...well, name: 'b', version: '1.9.9' },
  });

  expect(problems(floorFindings(nested, [floor]))).toEqual([
    'node_modules/a/node_modules/b b 2.0.1-rc.1: CVE-1',
    'node_modules/alias b 1.9.9: CVE-1',
  ]);
});

it('holds only floors that can be read and say why', () => {
  for (const { refuse, because } of floors) {
    expect(semver.validRange(refuse), refuse).not.toBeNull();
    expect(because).toMatch(/^(?:CVE-\d{4}-\d+|GHSA-\w{4}-\w{4}-\w{4}|malware)/);
  }
  const names = floors.map((floor) => floor.package);
  expect(names).toEqual(names.toSorted());
});

it.each([
  ['ws', '8.17.0'],
  ['ws', '8.20.1'],
  ['next', '15.2.2'],
  ['next', '16.2.5'],
  ['fastify', '5.8.2'],
  ['undici', '7.27.9'],
  ['better-auth', '1.3.25'],
  ['debug', '4.4.2'],
  ['drizzle-orm', '0.45.1'],
  ['vite', '8.0.4'],
])('refuses %s %s', (name, version) => {
  expect(floorFindings(lock({ [`node_modules/${name}`]: { ...well, version } }), floors)).not.toEqual([]);
});

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND Zlib', true],
  ['MIT AND GPL-3.0-only', false],
  ['(MIT OR GPL-3.0-only) AND GPL-2.0-only', false],
  ['GPL-2.0-only WITH Classpath-exception-2.0', false],
  ['SEE LICENSE IN LICENSE', false],
  ['UNLICENSED', false],
  ['', false],
])('reads the licence %j: %s', (expression, expected) => {
  expect(isAllowed(expression, new Set(['MIT', 'Zlib']))).toBe(expected);
});

it('finds strange licences, and exceptions that nothing needs', () => {
  const rules = {
    allowed: ['MIT'],
    exceptions: [
      { package: '@x/*', licence: 'LGPL-3.0-or-later', because: 'optional' },
      { package: 'old', licence: 'X', because: 'was here once' },
    ],
  };
  const strange = lock({
    'node_modules/b': { ...well, license: 'SSPL-1.0' },
    'node_modules/c': { version: '1.0.0', integrity },
    'node_modules/@x/d': { ...well, license: 'LGPL-3.0-or-later' },
    'node_modules/@x/e': { ...well, license: 'GPL-3.0-only' },
  });

  expect(problems(licenceFindings(strange, rules))).toEqual([
    'node_modules/b has the licence SSPL-1.0',
    'node_modules/c has the licence that it does not name',
    'node_modules/@x/e has the licence GPL-3.0-only',
    'old has an exception that nothing needs',
  ]);
});

it('looks for a package where Node.js would', () => {
  const nested = lock({
    'node_modules/@x/y': well,
    'node_modules/@x/y/node_modules/a': well,
    'backend/node_modules/b': well,
  });

  expect(resolveFrom('node_modules/@x/y', 'a', nested)).toBe('node_modules/@x/y/node_modules/a');
  expect(resolveFrom('node_modules/@x/y/node_modules/a', '@x/y', nested)).toBe('node_modules/@x/y');
  expect(resolveFrom('backend', 'b', nested)).toBe('backend/node_modules/b');
  expect(resolveFrom('backend/node_modules/b', 'a', nested)).toBe('node_modules/a');
  expect(resolveFrom('', 'b', nested)).toBeUndefined();
});
