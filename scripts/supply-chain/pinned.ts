import semver from 'semver';
import type { Finding, LockEntry } from './lock.ts';

/** Versions in our own `package.json` files that are not exact: two installs could differ. */
export function pinnedFindings(manifests: Readonly<Record<string, LockEntry>>): Finding[] {
  return Object.entries(manifests).flatMap(([file, manifest]) => {
    const wanted = { ...manifest.optionalDependencies, ...manifest.devDependencies };
    return Object.entries({ ...wanted, ...manifest.dependencies })
      .filter(([, spec]) => semver.valid(spec) !== spec)
      .map(([name, spec]) => ({ check: 'pinned', subject: file, problem: `wants ${name} ${spec}` }));
  });
}

/** Settings of npm that would fetch packages from elsewhere than the lock file was made for. */
export function registryFindings(npmrcs: Readonly<Record<string, string>>): Finding[] {
  return Object.entries(npmrcs).flatMap(([file, text]) =>
    text
      .split('\n')
      .filter((line) => /^\s*(?:[@\w/:.-]*:)?registry\s*=/.test(line))
      .filter((line) => !/=\s*https:\/\/registry\.npmjs\.org\/?\s*$/.test(line))
      .map((line) => ({ check: 'origin', subject: file, problem: `sets ${line.trim()}` })),
  );
}
