import { useEffect } from 'react';
import { useCall } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { Empty } from '../tile-notes.tsx';
import { filterRuns } from './filter.ts';
import { RunFilters } from './run-filters.tsx';
import { RunTable } from './run-table.tsx';
import { useRunFilter } from './use-run-filter.ts';

/** The last workflow runs, whether they deploy or not. */
export function PipelineRuns() {
  const { data, error, mutate } = useCall('listPipelines', { limit: 200 });
  const { filter, change, clear } = useRunFilter();
  const found = data && filterRuns(data.pipelines, filter);
  const [newest] = useTopic('pipeline') ?? [];
  const [action] = useTopic('actions') ?? [];
  const stamp =
    newest &&
    `${newest.id} ${newest.status} ${newest.stages.map(({ status }) => status).join()} ${action?.status}`;
  // The stream tells of one run; when it moves or something is done, the others may have moved, too.
  useEffect(() => {
    if (stamp) void mutate();
  }, [stamp, mutate]);
  return (
    <Sheet label="Workflow runs">
      <Head line title="Workflow runs" note={data && `last ${data.pipelines.length}`} />
      {!data && !error && <SkeletonRows rows={6} />}
      {!data && error && (
        <div className="empty" role="alert">
          <p>The runs cannot be read: {error.message}</p>
          <button type="button" className="btn" onClick={() => void mutate()}>
            Try again
          </button>
        </div>
      )}
      {data?.pipelines.length === 0 && (
        <Empty
          words={{
            title: 'No runs yet',
            text: 'Runs of the watched repositories appear here, newest first.',
          }}
        />
      )}
      {data && found && data.pipelines.length > 0 && (
        <>
          <RunFilters runs={data.pipelines} filter={filter} onChange={change} />
          {found.length > 0 ? (
            <RunTable runs={found} />
          ) : (
            <div className="empty">
              <h3>No run matches</h3>
              <p>{data.pipelines.length} are there without the filter.</p>
              <button type="button" className="btn" onClick={clear}>
                Clear filter
              </button>
            </div>
          )}
        </>
      )}
    </Sheet>
  );
}
