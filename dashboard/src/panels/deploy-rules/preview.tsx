import type { DeployPreview, Environment } from '@smartops/contract';
import { formatCount, plural } from '../../format/number.ts';
import { formatDay, formatExact, formatMoment } from '../../format/time.ts';
import { openModal } from '../../state/modal.ts';
import { useNow } from '../../ui/clock.ts';
import { useShowMore } from '../../ui/show-more.tsx';
import type { Preview } from './use-preview.ts';

const environments = ['production', 'staging', 'preview'] as const satisfies readonly Environment[];
const words: Record<Environment, string> = {
  production: 'Production',
  staging: 'Staging',
  preview: 'Preview',
};

/** What the rules as they are written would change in what is known. */
export function PreviewPart({ preview }: { preview: Preview }) {
  const { data, isFresh, failure, unfinished, errors } = preview;
  return (
    <section aria-label="What would change" className={`rule-preview${isFresh ? '' : ' aged'}`}>
      <div className="head line">
        <h3>What would change</h3>
        {data && <span className="note">{spanOf(data)}</span>}
      </div>
      {failure && (
        <p className="err px-4 py-2 max-tab:px-3" role="alert">
          The preview cannot be read: {failure}
        </p>
      )}
      {data && <Counts data={data} />}
      <p className="px-4 py-2.5 text-fg-2 max-tab:px-3" role="status">
        {errors.size > 0
          ? 'Correct what is marked. Until then this shows the rules as they could last be tried.'
          : data
            ? sentenceOf(data)
            : !failure && 'Looking at the runs of the last 90 days…'}
        {unfinished > 0 &&
          ` ${plural(unfinished, 'rule')} ${unfinished === 1 ? 'is' : 'are'} not finished, and left out here.`}
      </p>
      {data && data.examples.length > 0 && <Changes data={data} />}
    </section>
  );
}

function Counts({ data: { before, after } }: { data: DeployPreview }) {
  return (
    <div className="cells g3">
      {environments.map((environment) => {
        const [from, to] = [before[environment], after[environment]];
        return (
          <div key={environment} className="px-4 py-2.5 max-tab:px-3">
            <div className="text-fg-3 text-xs">{words[environment]}</div>
            <div className="tabular-nums">
              {formatCount(from)}
              {from !== to && (
                <>
                  <span className="text-fg-3" aria-hidden>
                    {' → '}
                  </span>
                  <span className="sr-only"> becomes </span>
                  <span className="font-strong">{formatCount(to)}</span>
                </>
              )}{' '}
              <span className="text-fg-3">{from === 1 && to === 1 ? 'deployment' : 'deployments'}</span>
            </div>
          </div>
        );
      })}
    </div>
  );
}

function Changes({ data: { examples, added, removed, moved } }: { data: DeployPreview }) {
  const { shown, foot } = useShowMore(examples);
  const now = useNow(60_000);
  const all = added + removed + moved;
  return (
    <>
      <div className="tw">
        <table aria-label="Runs that change">
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col" className="max-tab:hidden">
                Branch
              </th>
              <th scope="col">Now</th>
              <th scope="col">Then</th>
              <th scope="col" className="r max-tab:hidden">
                Started
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ pipelineId, workflow, repository, branch, title, startedAt, from, to }) => (
              <tr key={`${repository} ${pipelineId}`}>
                <td className="max-w-80 truncate max-tab:max-w-40" title={title}>
                  <button
                    type="button"
                    className="row-open font-medium"
                    onClick={() => openModal('pipeline-logs', pipelineId)}
                  >
                    {workflow}
                  </button>{' '}
                  <span className="text-fg-2">{repository.split('/').at(-1)}</span>
                </td>
                <td className="mono max-w-52 truncate max-tab:hidden">{branch}</td>
                <td className="text-fg-2">{from ? words[from] : 'No deployment'}</td>
                <td className="font-medium">{to ? words[to] : 'No deployment'}</td>
                <td className="r text-fg-2 max-tab:hidden" title={formatExact(Date.parse(startedAt))}>
                  {formatMoment(Date.parse(startedAt), now)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {examples.length > shown.length && foot}
      {examples.length === shown.length && all > examples.length && (
        <div className="foot">
          The newest {examples.length} of {formatCount(all)}
        </div>
      )}
    </>
  );
}

const spanOf = ({ runs, since, complete }: DeployPreview) =>
  `${complete ? '' : 'the newest '}${plural(runs, 'run')} since ${formatDay(Date.parse(since))}, without GitHub Deployments`;

function sentenceOf({ added, removed, moved, runs }: DeployPreview): string {
  if (runs === 0) return 'No run is known yet, so there is nothing to try the rules on.';
  const parts = [
    added > 0 && `${plural(added, 'run')} ${added === 1 ? 'becomes a deployment' : 'become deployments'}`,
    removed > 0 && `${plural(removed, 'run')} no longer ${removed === 1 ? 'counts' : 'count'}`,
    moved > 0 && `${plural(moved, 'deployment')} ${moved === 1 ? 'goes' : 'go'} to another environment`,
  ].filter((part) => part !== false);
  return parts.length === 0
    ? 'Nothing changes: these are the deployments as they are.'
    : `${parts.join(', ')}.`;
}
