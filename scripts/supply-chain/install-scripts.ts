import { type Finding, installedIn, type Lock } from './lock.ts';

/** Why a package may run a script of its own when it is installed. */
export type Reasons = Readonly<Record<string, string>>;

/** `allowed` is `allowScripts` of the root `package.json`, by which npm decides. */
export function installScriptFindings(
  lock: Lock,
  allowed: Readonly<Record<string, boolean>>,
  reasons: Reasons,
): Finding[] {
  const wanting = new Set(installedIn(lock).flatMap((one) => (one.hasInstallScript ? [one.name] : [])));
  const granted = Object.keys(allowed).filter((name) => allowed[name]);
  return [
    ...[...wanting]
      .filter((name) => allowed[name] === undefined)
      .map((name) => finding(name, 'runs a script when installed and is not in allowScripts')),
    ...granted
      .filter((name) => !reasons[name]?.trim())
      .map((name) => finding(name, 'may run a script, and nobody wrote down why')),
    ...granted
      .filter((name) => !wanting.has(name))
      .map((name) => finding(name, 'may run a script and has none')),
  ];
}

const finding = (subject: string, problem: string): Finding => ({
  check: 'install scripts',
  subject,
  problem,
});
