import type { Environment } from '@smartops/contract';
import type { GitHubDeployment, WorkflowRun } from './schema.ts';

type NamedRun = Pick<WorkflowRun, 'name' | 'path' | 'head_branch' | 'event' | 'display_title'>;

const mainBranches = new Set(['main', 'master']);
const productionWord = /(?<![a-z])prod/i;
const stagingWord = /(?<![a-z])stag/i;
const tag = /^v?\d+\.\d+(?:\.\d+)*(?:[-+.][\w.-]+)?$/;
const versionWord = /(?<![\w.])v\d+\.\d+(?:\.\d+)*(?:-[0-9a-z][\w.]*)?/i;

/** Whether a tag is called as versions are. */
export const isVersion = (name: string) => tag.test(name);

/** Whether a run deploys: one of the words stands in its workflow's name or file. */
export function deploys({ name, path }: NamedRun, words: readonly string[]): boolean {
  const text = `${name ?? ''} ${path?.split('/').at(-1) ?? ''}`.toLowerCase();
  return words.some((word) => text.includes(word.toLowerCase()));
}

/** Where a deploying run deploys to: what its workflow or branch names, else production from the main branch or a tag. */
export function environmentOfRun(run: NamedRun): Environment {
  const branch = run.head_branch ?? '';
  // Only whoever starts a run by hand names it; otherwise the title is a commit message, which may speak of anything.
  const chosenTitle = run.event.endsWith('_dispatch') ? (run.display_title ?? '') : '';
  const text = [run.name ?? '', run.path ?? '', branch, chosenTitle].join(' ');
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
