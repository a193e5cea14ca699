import type { ConnectionSetting, SourceKind } from '@smartops/contract';
import { formatDuration } from '../../format/duration.ts';
import { useCall, useMe } from '../../live/call.ts';
import { Locked } from '../../ui/locked.tsx';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { NotRead } from '../call-notes.tsx';
import { NumberCell } from '../number-cell.tsx';
import { SaveBar } from '../save-bar.tsx';
import { Saved } from '../saved.tsx';
import { numberOf, useDraft } from '../settings-form.ts';

/** How often each connection is looked at. */
export function Intervals() {
  const { data, error, mutate } = useCall('listConnections', {});
  const kinds = useCall('listSourceKinds', {}).data?.kinds;
  return (
    <Sheet label="Intervals">
      <Head line title="Intervals" note="how often each connection is looked at" />
      <Saved scope="intervals" />
      {!(data && kinds) && !error && <SkeletonRows rows={4} tall />}
      {error && !data && <NotRead error={error} retry={() => void mutate()} />}
      {data && kinds && <Table connections={data.connections} kinds={kinds} />}
    </Sheet>
  );
}

interface TableProps {
  connections: readonly ConnectionSetting[];
  kinds: readonly SourceKind[];
}

function Table({ connections, kinds }: TableProps) {
  const mayChange = useMe()?.role === 'admin';
  const draft = useDraft('intervals', (typed) => ({
    intervals: Object.fromEntries(
      Object.entries(typed).map(([place, text]) => [
        place.replace('intervals.', ''),
        text.trim() === '' ? null : numberOf(text),
      ]),
    ),
  }));
  const changes = connections.flatMap(({ id, title, everyMs }) => {
    const text = draft.typed[`intervals.${id}`];
    return text === undefined ? [] : [`${title} ${everyMs / 1_000} s → ${text.trim() || 'usual'}`];
  });
  return (
    <>
      <div className="tw">
        <table>
          <thead>
            <tr>
              <th scope="col">Connection</th>
              <th scope="col">Every</th>
              <th scope="col" className="max-tab:hidden">
                May be
              </th>
              <th scope="col" className="r">
                <span className="sr-only">Locked</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {connections.map(({ id, kind, title, everyMs, everyVariable }) => {
              const bounds = kinds.find((one) => one.id === kind);
              return (
                <tr key={id}>
                  <td className="two max-w-52">
                    <div className="truncate font-medium">{title}</div>
                    <div className="mono">{id}</div>
                  </td>
                  <td>
                    <NumberCell
                      label={`${title}, every`}
                      place={`intervals.${id}`}
                      draft={draft}
                      standing={everyMs / 1_000}
                      unit="s"
                      disabled={!mayChange || everyVariable !== null}
                    />
                  </td>
                  <td className="text-fg-2 max-tab:hidden">
                    {bounds && `${formatDuration(bounds.shortestMs)} to ${formatDuration(bounds.longestMs)}`}
                  </td>
                  <td className="r">{everyVariable && <Locked variable={everyVariable} />}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="hint-line">
        GitHub counts each look and CloudWatch charges for it. An empty field goes back to what is usual.
      </p>
      {mayChange && <SaveBar draft={draft} changes={changes} />}
    </>
  );
}
