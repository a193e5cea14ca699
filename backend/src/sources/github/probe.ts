import type { Ability } from '@smartops/contract';
import { SourceError } from '../source.ts';
import { type Evidence, judgeAbilities } from './abilities.ts';
import type { GitHubCalls } from './calls.ts';

const everyMs = 3_600_000;

export interface Probe {
  /** At most hourly tried at this repository; between that, what it found. Never throws for what GitHub answers. */
  read(
    repo: string,
    by: { readonly reading: GitHubCalls; readonly writing: GitHubCalls },
  ): Promise<readonly Ability[]>;
}

/** Tries what the credentials may do. Only reads. */
export function openProbe(now: () => number): Probe {
  let found: readonly Ability[] = [];
  let nextAt = 0;
  return {
    async read(repo, { reading, writing }) {
      if (now() < nextAt) return found;
      nextAt = now() + everyMs;
      const asReader = await gather(reading, repo);
      const asWriter = writing === reading ? asReader : await gather(writing, repo);
      found = judgeAbilities(asReader, asWriter);
      return found;
    },
  };
}

async function gather(github: GitHubCalls, repo: string): Promise<Evidence> {
  const [actions, deployments, contents] = await Promise.all([
    tried(github.runs(repo, 1)),
    tried(github.deployments(repo, 1)),
    tried(github.contents(repo)),
  ]);
  const about = await github.repository(repo).catch(() => undefined);
  const { permissions, scopes } = await github.rights().catch(() => nothingKnown);
  return {
    permissions,
    scopes,
    isPrivate: about?.value.private ?? true,
    mayPush: about?.value.permissions?.push,
    read: { actions, deployments, contents },
  };
}

const nothingKnown = { permissions: undefined, scopes: undefined };

async function tried(call: Promise<unknown>) {
  try {
    await call;
    return 'yes';
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return error.reason === 'forbidden' || error.reason === 'unauthorized' ? 'no' : 'unknown';
  }
}
