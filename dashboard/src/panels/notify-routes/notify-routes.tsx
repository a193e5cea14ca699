import type { NotifyPolicy, NotifyRoute } from '@smartops/contract';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { formatExact } from '../../format/time.ts';
import { call, useCall, useMe } from '../../live/call.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { useAct } from '../../ui/use-act.ts';
import { NotRead } from '../call-notes.tsx';
import { Preview } from './preview.tsx';
import { RouteRow } from './route-row.tsx';
import { newRoute } from './words.ts';

const RouteDialog = lazy(() =>
  import('./route-dialog.tsx').then(({ RouteDialog }) => ({ default: RouteDialog })),
);

/** Who is told, when: routes in order, and what they would do. */
export function NotifyRoutes() {
  const admin = useMe()?.role === 'admin';
  const { data, error, mutate } = useCall('getNotifyPolicy', {});
  const channels = useCall('listChannels', {}).data?.channels ?? [];
  const [draft, setDraft] = useState<NotifyPolicy>();
  const [editing, setEditing] = useState<NotifyRoute>();
  const save = useAct(async () => {
    if (!draft || !data) return;
    await call('putNotifyPolicy', { version: data.version, policy: draft });
    await mutate();
    setDraft(undefined);
  });
  const policy = draft ?? data?.policy;
  const routes = policy?.routes ?? [];
  const put = (next: readonly NotifyRoute[]) => setDraft({ routes: [...next] });
  const names = new Map(channels.map(({ id, name }) => [id, name]));
  return (
    <>
      <Sheet label="Routes">
        <Head line title="Routes" note="asked in order; the first that takes something has it">
          {admin && (
            <button type="button" className="btn" onClick={() => setEditing(newRoute(crypto.randomUUID()))}>
              <Plus size={14} aria-hidden />
              Add route
            </button>
          )}
        </Head>
        {!data && !error && <SkeletonRows rows={2} tall />}
        {error && !data && <NotRead error={error} retry={() => void mutate()} />}
        {policy && routes.length === 0 && (
          <div className="empty">
            <h3>No route, so nobody is told</h3>
            <p>
              What happens stands on the dashboard and in the bell only. Add a route to send it to a channel.
            </p>
          </div>
        )}
        <ol>
          {routes.map((route, index) => (
            <RouteRow
              key={route.id}
              route={route}
              place={index + 1}
              of={routes.length}
              names={names}
              admin={admin}
              onEdit={() => setEditing(route)}
              onPut={(one) => put(routes.map((it) => (it === route ? one : it)))}
              onRemove={() => put(routes.filter((it) => it !== route))}
              onMove={(by) => put(moved(routes, index, by))}
            />
          ))}
        </ol>
        <div className="foot flex-wrap">
          <span className="flex-1">
            {draft
              ? 'Not saved yet. The preview below shows what these routes would do.'
              : data &&
                (data.updatedAt
                  ? `Changed by ${data.updatedBy} on ${formatExact(Date.parse(data.updatedAt))}`
                  : 'As the product comes: everything from a warning on, to every channel.')}
            {save.failure && (
              <span className="err block" role="alert">
                {save.failure}
              </span>
            )}
          </span>
          {draft && (
            <>
              <button type="button" className="btn" onClick={() => setDraft(undefined)}>
                Discard
              </button>
              <BusyButton type="button" look="ink" busy={save.busy} onClick={() => save.act()}>
                Save routes
              </BusyButton>
            </>
          )}
        </div>
      </Sheet>
      <Preview policy={draft} />
      <Suspense>
        {editing && (
          <RouteDialog
            route={editing}
            isNew={!routes.some(({ id }) => id === editing.id)}
            channels={channels}
            onDone={(one) => {
              const known = routes.some(({ id }) => id === one.id);
              put(known ? routes.map((it) => (it.id === one.id ? one : it)) : [one, ...routes]);
              setEditing(undefined);
            }}
            onClose={() => setEditing(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}

function moved(routes: readonly NotifyRoute[], from: number, by: number): NotifyRoute[] {
  const next = [...routes];
  const [one] = next.splice(from, 1);
  if (one) next.splice(from + by, 0, one);
  return next;
}
