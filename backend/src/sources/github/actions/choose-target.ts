/** One version that was brought to an environment, or was meant to be. */
export interface Version {
  /** GitHub's id of the deployment; `run-…` where the run itself stands for it. */
  readonly id: string;
  readonly sha: string;
  /** What people call it: a version, else seven characters of the commit. */
  readonly name: string;
  readonly runId: string | null;
  readonly went: 'well' | 'badly' | 'going';
}

/** The deployment to leave and the one to go back to, or why there is no way back. */
export type Choice = { readonly from: Version; readonly to: Version } | { readonly refusal: string };

/** Goes back from deployment `id` to the last one before it that worked. `history` is of one environment, newest first. */
export function chooseTarget(history: readonly Version[], id: string): Choice {
  const at = history.findIndex((version) => version.id === id);
  const from = history[at];
  if (!from) return { refusal: 'GitHub no longer lists this deployment' };
  const going = history.find(({ went }) => went === 'going');
  if (going?.id === id) return { refusal: 'This deployment is still going. Cancel it first' };
  if (going) return { refusal: `${going.name} is being deployed there right now` };
  const later = history.slice(0, at).find(({ went }) => went === 'well');
  if (later) return { refusal: `${later.name} was deployed after it. Roll that one back` };
  const to = history.slice(at + 1).find(({ went, sha }) => went === 'well' && sha !== from.sha);
  if (!to) return { refusal: 'No earlier deployment there has worked, so there is nothing to go back to' };
  if (to.runId === null)
    return {
      refusal: `${to.name} was not deployed by a workflow of GitHub Actions, so nothing can run again`,
    };
  return { from, to };
}
