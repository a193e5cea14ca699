import type { Figure, WorkflowInsight } from '@smartops/contract';
import { useShowMore } from '../../ui/show-more.tsx';
import { figureWords, type Kind } from './figure-words.ts';

/** How each workflow runs, the one that runs most first. */
export function Workflows({ workflows }: { workflows: readonly WorkflowInsight[] }) {
  const { shown, foot } = useShowMore(workflows);
  if (workflows.length === 0) return <p className="insight-note">No workflow has run in this window.</p>;
  return (
    <>
      <div className="tw insight-part">
        <table className="stacks two-up">
          <thead>
            <tr>
              <th scope="col">Workflow</th>
              <th scope="col" className="r">
                Runs
              </th>
              <th scope="col" className="r">
                Success
              </th>
              <th scope="col" className="r">
                Median
              </th>
              <th scope="col" className="r">
                p95
              </th>
              <th scope="col" className="r">
                Queue
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={`${one.source} ${one.repository} ${one.workflow}`}>
                <th scope="row" className="max-w-64 truncate">
                  {one.workflow}{' '}
                  <span className="font-normal text-fg-2">{one.repository.split('/').at(-1)}</span>
                </th>
                <td className="r" data-label="Runs">
                  {one.runs}
                </td>
                <td className="r" data-label="Success">
                  <span className="inline-flex items-center justify-end gap-2.5">
                    <Bar share={one.successRate.value} />
                    <span className="tab:min-w-14 lap:min-w-30">
                      <Words figure={one.successRate} kind="rate" />
                    </span>
                  </span>
                </td>
                <td className="r" data-label="Median">
                  <Words figure={one.medianMs} kind="ms" />
                </td>
                <td className="r" data-label="p95">
                  <Words figure={one.p95Ms} kind="ms" />
                </td>
                <td className="r" data-label="Queue">
                  <Words figure={one.queueMs} kind="ms" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {foot}
    </>
  );
}

function Bar({ share }: { share: number | null }) {
  if (share === null) return null;
  return (
    <span className="meter max-tab:hidden" aria-hidden="true">
      <i style={{ width: `${share * 100}%` }} />
    </span>
  );
}

function Words({ figure, kind }: { figure: Figure; kind: Kind }) {
  const { text, delta } = figureWords(figure, kind);
  return (
    <span className="insight-figure">
      {text}
      <small className="text-fg-3 text-xs max-lap:hidden">{delta}</small>
    </span>
  );
}
