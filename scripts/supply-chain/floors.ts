import semver from 'semver';
import { type Finding, installedIn, type Lock } from './lock.ts';

/** Versions that must not be installed, and the advisory that says so. */
export interface Floor {
  readonly package: string;
  /** A semver range. */
  readonly refuse: string;
  readonly because: string;
}

/** Packages in a version with a known hole, wherever in the tree they are. */
export function floorFindings(lock: Lock, floors: readonly Floor[]): Finding[] {
  const byName = Map.groupBy(floors, (floor) => floor.package);
  return installedIn(lock).flatMap(({ name, version, path }) =>
    (byName.get(name) ?? [])
      .filter(({ refuse }) => semver.satisfies(version, refuse, { includePrerelease: true }))
      .map(({ because }) => ({ check: 'floors', subject: path, problem: `${name} ${version}: ${because}` })),
  );
}
