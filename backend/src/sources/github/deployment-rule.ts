import type { DeployRule, Environment, RunData } from '@smartops/contract';
import { globOf } from './glob.ts';
import type { GitHubDeployment } from './schema.ts';

export type NamedRun = Pick<RunData, 'repository' | 'workflow' | 'path' | 'branch' | 'trigger' | 'message'>;

export interface Ruling {
  /** What people chose; the first that fits a run decides. */
  readonly rules: readonly DeployRule[];
  /** Where none fits, one of them stands in the workflow's name or file of what deploys. */
  readonly words: readonly string[];
}

export interface Ruled {
  /** Which of the rules decided; undefined for the default. */
  readonly rule: number | undefined;
  /** Null when it is no deployment. */
  readonly environment: Environment | null;
}

const mainBranches = new Set(['main', 'master']);
const productionWord = /(?<![a-z])prod/i;
const stagingWord = /(?<![a-z])stag/i;
const tag = /^v?\d+\.\d+(?:\.\d+)*(?:[-+.][\w.-]+)?$/;
const versionWord = /(?<![\w.])v\d+\.\d+(?:\.\d+)*(?:-[0-9a-z][\w.]*)?/i;

/** Whether a tag is called as versions are. */
export const isVersion = (name: string) => tag.test(name);

/** Whether a run deploys, and where. Pure. */
export function ruleOn(run: NamedRun, { rules, words }: Ruling): Ruled {
  const rule = rules.findIndex((one) => matcherOf(one)(run));
  const target = rules[rule]?.target;
  if (target === undefined)
    return { rule: undefined, environment: deploys(run, words) ? environmentOfRun(run) : null };
  if (target === 'none') return { rule, environment: null };
  return { rule, environment: target === 'derived' ? environmentOfRun(run) : target };
}

const matchers = new WeakMap<DeployRule, (run: NamedRun) => boolean>();

function matcherOf(rule: DeployRule): (run: NamedRun) => boolean {
  const known = matchers.get(rule);
  if (known) return known;
  const repository = globOf(rule.repository, { anyCase: true });
  const workflow = globOf(rule.workflow, { anyCase: true });
  const branch = globOf(rule.branch, { anyCase: false });
  const isFull = rule.repository.includes('/');
  const matcher = (run: NamedRun) =>
    repository(isFull ? run.repository : nameOf(run.repository)) &&
    (workflow(run.workflow) || workflow(fileOf(run.path))) &&
    branch(run.branch);
  matchers.set(rule, matcher);
  return matcher;
}

const nameOf = (repository: string) => repository.slice(repository.indexOf('/') + 1);

/** `.github/workflows/deploy.yml@main` → `deploy.yml`. */
const fileOf = (path: string | undefined) => path?.split('@')[0]?.split('/').at(-1) ?? '';

/** Whether one of the words stands in its workflow's name or file. */
export function deploys({ workflow, path }: NamedRun, words: readonly string[]): boolean {
  const text = `${workflow} ${path?.split('/').at(-1) ?? ''}`.toLowerCase();
  return words.some((word) => text.includes(word.toLowerCase()));
}

/** Where a deploying run deploys to: what its workflow or branch names, else production from the main branch or a tag. */
export function environmentOfRun({ workflow, path, branch, trigger, message }: NamedRun): Environment {
  // Only whoever starts a run by hand names it; otherwise the title is a commit message, which may speak of anything.
  const chosenTitle = trigger?.endsWith('_dispatch') ? message : '';
  const text = [workflow, path ?? '', branch, chosenTitle].join(' ');
  if (stagingWord.test(text)) return 'staging';
  if (productionWord.test(text) || mainBranches.has(branch) || tag.test(branch)) return 'production';
  return 'preview';
}

/** By name: prod…, stag…, else preview; GitHub's own mark for what end users see wins. */
export function environmentOfDeployment({
  environment,
  production_environment: isProduction,
}: Pick<GitHubDeployment, 'environment' | 'production_environment'>): Environment {
  if (isProduction || /^prod/i.test(environment)) return 'production';
  return /^stag/i.test(environment) ? 'staging' : 'preview';
}

/** The version from a tag-like ref, from the payload's `version`, or from the first `v1.2.3` in a text. */
export function versionOf(ref: string, payload: unknown, ...texts: readonly string[]): string | null {
  const name = ref.replace(/^refs\/(?:tags|heads)\//, '');
  if (tag.test(name)) return name;
  const version = versionIn(payload);
  return version ?? versionWord.exec(texts.join('\n'))?.[0] ?? null;
}

function versionIn(payload: unknown): string | undefined {
  if (typeof payload === 'string') return versionIn(parsed(payload));
  if (typeof payload !== 'object' || payload === null) return undefined;
  return 'version' in payload && typeof payload.version === 'string' ? payload.version : undefined;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
