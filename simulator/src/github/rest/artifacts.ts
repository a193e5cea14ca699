import { type Artifact, artifactsOf } from '../script/artifacts.ts';
import { repositoryId, runOfJob } from '../script/ids.ts';
import type { RunPlan } from '../script/plan.ts';
import { sendToBlob } from './blobs.ts';
import { type Answer, GitHubError, idOf, iso, notFound, type RepoCall } from './call.ts';
import { paginate } from './paging.ts';
import { nodeId } from './people.ts';
import { runOf } from './runs.ts';

export const listArtifacts = (call: RepoCall): Answer =>
  pageOfArtifacts(
    call,
    call.book
      .runs(call.repo, call.now)
      .flatMap((run) => left(call, run.attempt === 1 ? [run] : attemptsBy(call, run.id))),
  );

export const listArtifactsOfRun = (call: RepoCall): Answer =>
  pageOfArtifacts(call, leftBy(call, runOf(call).id));

function pageOfArtifacts(call: RepoCall, oldestFirst: readonly Artifact[]): Answer {
  const name = call.incoming.query.get('name');
  const fitting = oldestFirst.filter((one) => !name || one.name === name);
  const { items, headers } = paginate(call, fitting.toReversed());
  return {
    body: { total_count: fitting.length, artifacts: items.map((one) => artifactBody(call, one)) },
    headers,
  };
}

export const getArtifact = (call: RepoCall): Answer => ({ body: artifactBody(call, artifactOf(call)) });

export function downloadArtifact(call: RepoCall): Answer {
  const artifact = artifactOf(call);
  if (call.params.format !== 'zip') throw notFound();
  if (artifact.expiresAt <= call.now) throw new GitHubError(410, 'Artifact has expired');
  return sendToBlob(call, `${artifact.id}/artifact.zip`, 'application/zip');
}

export function deleteArtifact(call: RepoCall): Answer {
  call.deeds.gone.add(`artifact ${artifactOf(call).id}`);
  return { status: 204, body: '' };
}

/** By all attempts of a run. */
const leftBy = (call: RepoCall, run: number) => left(call, attemptsBy(call, run));

const attemptsBy = ({ book, repo, now }: RepoCall, run: number) => book.attempts(repo, run, now);

const left = ({ now, deeds }: RepoCall, attempts: readonly RunPlan[]): readonly Artifact[] =>
  attempts
    .flatMap(artifactsOf)
    .filter(({ id, createdAt }) => createdAt <= now && !deeds.gone.has(`artifact ${id}`));

function artifactOf(call: RepoCall): Artifact {
  const id = idOf(call, 'artifact');
  const found = leftBy(call, runOfJob(id)).find((one) => one.id === id);
  if (!found) throw notFound();
  return found;
}

function artifactBody({ repo, repoUrl, now }: RepoCall, artifact: Artifact) {
  const { id, name, run, text, createdAt, expiresAt } = artifact;
  const url = `${repoUrl}/actions/artifacts/${id}`;
  const repository = repositoryId(repo);
  return {
    id,
    node_id: nodeId('A', id),
    name,
    size_in_bytes: Buffer.byteLength(text),
    url,
    archive_download_url: `${url}/zip`,
    expired: expiresAt <= now,
    created_at: iso(createdAt),
    updated_at: iso(createdAt),
    expires_at: iso(expiresAt),
    workflow_run: {
      id: run.id,
      repository_id: repository,
      head_repository_id: repository,
      head_branch: run.branch,
      head_sha: run.commit.sha,
    },
  };
}
