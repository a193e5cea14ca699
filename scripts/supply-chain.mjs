// What we install: from where, in which version, under which licence, with which rights. Needs no network.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';
import { floorFindings } from './supply-chain/floors.ts';
import { installScriptFindings } from './supply-chain/install-scripts.ts';
import { licenceFindings } from './supply-chain/licences.ts';
import { installedIn } from './supply-chain/lock.ts';
import { originFindings } from './supply-chain/origin.ts';
import { pinnedFindings, registryFindings } from './supply-chain/pinned.ts';
import { sbomOf } from './supply-chain/sbom.ts';

const read = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));
const list = (name) => read('scripts', 'supply-chain', `${name}.json`);

const lock = read('package-lock.json');
const manifest = read('package.json');
const folders = ['.', ...manifest.workspaces];
const manifests = Object.fromEntries(
  folders.map((folder) => [join(folder, 'package.json'), read(folder, 'package.json')]),
);
const npmrcs = Object.fromEntries(
  folders
    .map((folder) => join(folder, '.npmrc'))
    .filter((file) => existsSync(join(root, file)))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
);

const checks = {
  'from the registry, byte for byte': [...originFindings(lock), ...registryFindings(npmrcs)],
  'exact versions of our own': pinnedFindings(manifests),
  'install scripts': installScriptFindings(lock, manifest.allowScripts ?? {}, list('install-scripts')),
  'known vulnerabilities': floorFindings(lock, list('floors')),
  licences: licenceFindings(lock, list('licences')),
};
writeFileSync(join(root, 'sbom.cdx.json'), `${JSON.stringify(sbomOf(lock), null, 2)}\n`);

for (const [name, findings] of Object.entries(checks))
  console.log(`${String(findings.length).padStart(4)} findings  ${name}`);
console.log(`${String(installedIn(lock).length).padStart(4)} packages  in sbom.cdx.json`);
const findings = Object.values(checks).flat();
for (const { check, subject, problem } of findings) console.error(`✗ ${check}: ${subject} ${problem}`);
process.exitCode = findings.length > 0 ? 1 : 0;
