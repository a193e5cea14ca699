import { type Finding, type Installed, installedIn, type Lock, type LockEntry } from './lock.ts';

const registry = 'https://registry.npmjs.org/';
const sha512 = /^sha512-[A-Za-z0-9+/]{86}==$/;
/** A version range, a tag or an alias of the registry: everything else fetches from somewhere else. */
const ofTheRegistry = /^(?:npm:(?:@[\w.-]+\/)?[\w.-]+@)?[\w\s.*^~<>=|+-]*$/;

/** Whether every byte that `npm ci` installs comes from the registry and is the byte that was reviewed. */
export function originFindings(lock: Lock): Finding[] {
  const version = lock.lockfileVersion === 3 ? [] : [finding('package-lock.json', 'is not version 3')];
  const entries = Object.entries(lock.packages).flatMap(([path, entry]) => [
    ...strangeSpecs(path, entry),
    ...(path.includes('node_modules/') ? [] : strangeWorkspace(path, lock)),
    ...(entry.link ? strangeLink(path, entry, lock) : []),
  ]);
  return [...version, ...entries, ...installedIn(lock).flatMap((one) => strangeTarball(one, lock))];
}

function strangeTarball(one: Installed, lock: Lock): Finding[] {
  const elsewhere =
    one.resolved !== undefined && !one.resolved.startsWith(registry)
      ? [finding(one.path, `comes from ${one.resolved}`)]
      : [];
  if (isBundled(one, lock)) return elsewhere;
  const loose = sha512.test(one.integrity ?? '') ? [] : [finding(one.path, 'has no sha512 integrity')];
  return [...elsewhere, ...loose];
}

/** What lies in the tarball of another package is covered by the integrity of that one. */
function isBundled({ path, inBundle }: Installed, { packages }: Lock): boolean {
  if (!inBundle) return false;
  const at = path.lastIndexOf('/node_modules/');
  const owner = packages[path.slice(0, at)];
  const name = path.slice(at + '/node_modules/'.length);
  return Boolean(owner?.bundleDependencies?.includes(name) && owner.integrity);
}

function strangeWorkspace(path: string, { packages }: Lock): Finding[] {
  const known = path === '' || packages['']?.workspaces?.includes(path);
  return known ? [] : [finding(path, 'is a folder that is no workspace')];
}

function strangeLink(path: string, { resolved = '' }: LockEntry, { packages }: Lock): Finding[] {
  const known = packages['']?.workspaces?.includes(resolved);
  return known ? [] : [finding(path, `links to ${resolved || 'nowhere'}, which is no workspace`)];
}

function strangeSpecs(path: string, entry: LockEntry): Finding[] {
  const specs = { ...entry.dependencies, ...entry.optionalDependencies, ...entry.devDependencies };
  return Object.entries({ ...entry.peerDependencies, ...specs })
    .filter(([, spec]) => !ofTheRegistry.test(spec))
    .map(([name, spec]) => finding(path || 'package.json', `wants ${name} from ${spec}`));
}

const finding = (subject: string, problem: string): Finding => ({ check: 'origin', subject, problem });
