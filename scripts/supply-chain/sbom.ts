import { type Installed, installedIn, type Lock, resolveFrom } from './lock.ts';

/**
 * A CycloneDX 1.6 list of everything that is installed from outside, and who needs whom. The same lock file gives the
 * same text: no time, no serial number.
 */
export function sbomOf(lock: Lock): object {
  const installed = installedIn(lock);
  const refs = new Map(installed.map((one) => [one.path, purlOf(one)]));
  const { name = '', version = '' } = lock.packages[''] ?? {};
  const root = `pkg:npm/${name}@${version}`;
  const ours = Object.keys(lock.packages).filter((path) => !path.includes('node_modules/'));
  const needs = new Map([[root, new Set(ours.flatMap((path) => needsOf(path, lock, refs)))]]);
  for (const [path, ref] of refs)
    needs.set(ref, new Set([...(needs.get(ref) ?? []), ...needsOf(path, lock, refs)]));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': root, name, version } },
    components: [...Map.groupBy(installed, purlOf)]
      .sort(byRef)
      .map(([ref, copies]) => component(ref, copies)),
    dependencies: [...needs]
      .sort(byRef)
      .map(([ref, dependsOn]) => ({ ref, dependsOn: [...dependsOn].sort() })),
  };
}

function component(ref: string, copies: readonly Installed[]): object {
  const [first] = copies;
  const [group, name] = first?.name.startsWith('@') ? first.name.split('/') : [undefined, first?.name];
  const integrity = copies.find((one) => one.integrity)?.integrity?.replace('sha512-', '');
  return {
    type: 'library',
    'bom-ref': ref,
    ...(group && { group }),
    name,
    version: first?.version,
    scope: scopeOf(copies),
    ...(integrity && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity, 'base64').toString('hex') }],
    }),
    ...(first?.license && { licenses: [licence(first.license)] }),
    purl: ref,
  };
}

/** `excluded` is what only development needs. */
function scopeOf(copies: readonly Installed[]): string {
  if (copies.every(({ dev }) => dev)) return 'excluded';
  return copies.every((one) => one.dev || one.optional || one.devOptional) ? 'optional' : 'required';
}

function licence(text: string): object {
  if (/ (?:AND|OR|WITH) /.test(text)) return { expression: text };
  return { license: text.includes(' ') ? { name: text } : { id: text } };
}

function needsOf(path: string, lock: Lock, refs: ReadonlyMap<string, string>): string[] {
  const { dependencies, devDependencies, optionalDependencies } = lock.packages[path] ?? {};
  return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).flatMap(
    (name) => refs.get(resolveFrom(path, name, lock) ?? '') ?? [],
  );
}

const purlOf = ({ name, version }: Installed): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

const byRef = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
