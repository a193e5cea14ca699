import { type Finding, type Installed, installedIn, type Lock } from './lock.ts';

export interface LicenceRules {
  /** SPDX identifiers of licences under which anything may be used. */
  readonly allowed: readonly string[];
  /** Packages that may be used under another one. A name may end in `*`. */
  readonly exceptions: readonly LicenceException[];
}

export interface LicenceException {
  readonly package: string;
  readonly licence: string;
  readonly because: string;
}

export function licenceFindings(lock: Lock, { allowed, exceptions }: LicenceRules): Finding[] {
  const strange = installedIn(lock).filter(({ license }) => !isAllowed(license ?? '', new Set(allowed)));
  const open = strange.filter((one) => !exceptions.some((exception) => covers(exception, one)));
  const idle = exceptions.filter((exception) => !strange.some((one) => covers(exception, one)));
  return [
    ...open.map(({ path, license }) =>
      finding(path, `has the licence ${license || 'that it does not name'}`),
    ),
    ...idle.map((exception) => finding(exception.package, 'has an exception that nothing needs')),
  ];
}

/** One identifier, or several joined by AND or by OR. What is more complicated is for a person to read. */
export function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const inner = expression.replace(/^\((.*)\)$/, '$1');
  const any = inner.split(' OR ');
  if (any.length > 1) return any.some((one) => allowed.has(one));
  return inner.split(' AND ').every((one) => allowed.has(one));
}

function covers({ package: pattern, licence }: LicenceException, { name, license }: Installed): boolean {
  const isNamed = pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  return isNamed && license === licence;
}

const finding = (subject: string, problem: string): Finding => ({ check: 'licences', subject, problem });
