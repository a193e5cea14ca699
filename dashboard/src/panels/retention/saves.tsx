import type { Save } from '@smartops/contract';
import { formatMoment } from '../../format/time.ts';
import { call, useCall } from '../../live/call.ts';
import { reload } from '../../live/reload.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { useNow } from '../../ui/clock.ts';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { useAct } from '../../ui/use-act.ts';
import { NotRead } from '../call-notes.tsx';

/** Who changed what; each can be taken back as long as nobody changed the same since. */
export function Saves() {
  const { data, error, mutate } = useCall('listSaves', {});
  return (
    <Sheet label="Changes">
      <Head line title="Changes" note="of settings and connections, kept for 30 days" />
      {!data && !error && <SkeletonRows rows={3} tall />}
      {error && !data && <NotRead error={error} retry={() => void mutate()} />}
      {data?.saves.length === 0 && (
        <div className="empty">
          <h3>Nothing was changed yet</h3>
          <p>Every save of thresholds, retention, intervals and connections stands here and can be undone.</p>
        </div>
      )}
      {data && data.saves.length > 0 && (
        <div className="tw">
          <table>
            <thead>
              <tr>
                <th scope="col">Change</th>
                <th scope="col" className="max-tab:hidden">
                  By
                </th>
                <th scope="col" className="r max-tab:hidden">
                  When
                </th>
                <th scope="col" className="r">
                  <span className="sr-only">Undo</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.saves.map((save) => (
                <SaveRow key={save.id} save={save} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Sheet>
  );
}

function SaveRow({ save: { id, what, by, at, undone } }: { save: Save }) {
  const now = useNow(60_000);
  const { busy, failure, act } = useAct(async () => {
    await call('undoSave', { id });
    await reload('listSaves', 'getSettings', 'listConnections', 'getStorage');
  });
  return (
    <tr>
      <td className="min-w-40 whitespace-normal py-2">
        <span className={undone ? 'text-fg-3 line-through' : undefined}>{what}</span>
        {failure && (
          <p className="err" role="alert">
            {failure}
          </p>
        )}
      </td>
      <td className="max-w-40 truncate text-fg-2 max-tab:hidden">{by}</td>
      <td className="r text-fg-2 max-tab:hidden">{formatMoment(Date.parse(at), now)}</td>
      <td className="r">
        {undone ? (
          <span className="text-fg-3">undone</span>
        ) : (
          <BusyButton type="button" busy={busy} onClick={act} aria-label={`Undo: ${what}`}>
            Undo
          </BusyButton>
        )}
      </td>
    </tr>
  );
}
