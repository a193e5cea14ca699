import type { ConnectionSetting, SourceState } from '@smartops/contract';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useCall, useMe } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { NotRead } from '../call-notes.tsx';
import { Saved } from '../saved.tsx';
import { ConnectionRow } from './connection-row.tsx';
import type { Deed } from './deed.ts';

const ConnectionDialog = lazy(async () => ({
  default: (await import('./connection-dialog.tsx')).ConnectionDialog,
}));
const RemoveConnection = lazy(async () => ({
  default: (await import('./remove-connection.tsx')).RemoveConnection,
}));

/** Every system that is watched: how it is doing, what cannot be read and what mends it, and how it was set up. */
export function Connections() {
  const me = useMe();
  const states = useTopic('sources');
  const { data, error, mutate } = useCall('listConnections', {});
  const [adding, setAdding] = useState(false);
  const [deed, setDeed] = useState<Deed>();
  const mayChange = me?.role === 'admin';
  const stateOf = (id: string) => states?.find((one) => one.id === id);
  return (
    <Sheet label="Connections">
      <Head line title="Connections" note={data && noteOf(data.connections, states ?? [])}>
        {mayChange && (
          <button type="button" className="btn" onClick={() => setAdding(true)}>
            <Plus size={14} aria-hidden />
            Connect…
          </button>
        )}
      </Head>
      <Saved scope="connections" />
      {!data && !error && <SkeletonRows rows={4} tall />}
      {error && !data && <NotRead error={error} retry={() => void mutate()} />}
      {data && (
        <div className="tw">
          <table>
            <thead>
              <tr>
                <th scope="col">State</th>
                <th scope="col">Connection</th>
                <th scope="col" className="max-tab:hidden">
                  Reaches
                </th>
                <th scope="col" className="r max-tab:hidden">
                  Every
                </th>
                <th scope="col" className="r">
                  Read
                </th>
                <th scope="col" className="end">
                  <span className="sr-only">Menu</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.connections.map((connection) => (
                <ConnectionRow
                  key={connection.id}
                  connection={connection}
                  state={stateOf(connection.id)}
                  mayChange={mayChange}
                  onDeed={setDeed}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Suspense>
        {adding && <ConnectionDialog onClose={() => setAdding(false)} />}
        {deed?.what === 'edit' && (
          <ConnectionDialog connection={deed.connection} onClose={() => setDeed(undefined)} />
        )}
        {deed?.what === 'remove' && (
          <RemoveConnection connection={deed.connection} onClose={() => setDeed(undefined)} />
        )}
      </Suspense>
    </Sheet>
  );
}

function noteOf(connections: readonly ConnectionSetting[], states: readonly SourceState[]): string {
  const watched = connections.filter(({ enabled, missing }) => enabled && missing.length === 0);
  const well = watched.filter(({ id }) => states.find((one) => one.id === id)?.state === 'ok').length;
  if (states.length === 0) return `${connections.length}`;
  return well === watched.length ? `${well}, all read` : `${well} of ${watched.length} read in full`;
}
