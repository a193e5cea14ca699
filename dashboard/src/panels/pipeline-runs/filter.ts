import type { Pipeline, RunStatus } from '@smartops/contract';
import { runState } from '../../facts/looks.ts';

/** What a run has to be; what is left out may be anything. */
export interface RunFilter {
  readonly status?: RunStatus | undefined;
  readonly repository?: string | undefined;
  readonly workflow?: string | undefined;
  readonly branch?: string | undefined;
  /** Words that all stand somewhere in it. */
  readonly words?: string | undefined;
}

export const statuses = ['failed', 'running', 'pending', 'success'] as const satisfies readonly RunStatus[];

export function filterRuns(runs: readonly Pipeline[], filter: RunFilter): readonly Pipeline[] {
  const { status, repository, workflow, branch, words = '' } = filter;
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter((run) => {
    if (status && run.status !== status) return false;
    if (repository && run.repository !== repository) return false;
    if (workflow && run.name !== workflow) return false;
    if (branch && run.branch !== branch) return false;
    const { name, commit, title, author } = run;
    const text = [name, run.repository, run.branch, commit, title, author, runState(run).word]
      .join(' ')
      .toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** What can be chosen: what is there, by name, and what the address asks for. */
export function optionsOf(
  runs: readonly Pipeline[],
  of: (run: Pipeline) => string,
  chosen?: string | undefined,
): readonly string[] {
  return [...new Set([...runs.map(of), ...(chosen ? [chosen] : [])])].toSorted((a, b) => a.localeCompare(b));
}
