/** The fields we read of one entry of `package-lock.json`, version 3. */
export interface LockEntry {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
  readonly bundleDependencies?: readonly string[];
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Lock {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/** Something that must be mended before the lock file can be trusted. */
export interface Finding {
  readonly check: string;
  readonly subject: string;
  readonly problem: string;
}

/** A package that comes from outside, and the place in `node_modules` it goes to. */
export interface Installed extends LockEntry {
  readonly path: string;
  readonly name: string;
  readonly version: string;
}

const inside = 'node_modules/';

/** Everything that is installed from outside: no workspace and no link to one. */
export function installedIn({ packages }: Lock): Installed[] {
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes(inside) && !link)
    .map(([path, entry]) => ({
      ...entry,
      path,
      name: entry.name ?? path.slice(path.lastIndexOf(inside) + inside.length),
      version: entry.version ?? '',
    }));
}

/** Where Node.js finds `name` from `path`: the nearest `node_modules` upwards. */
export function resolveFrom(path: string, name: string, { packages }: Lock): string | undefined {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf(inside) - 1))) {
    const found = `${folder === '' ? '' : `${folder}/`}${inside}${name}`;
    if (packages[found]) return found;
    if (folder === '') return undefined;
  }
}
