import { useTheme } from 'next-themes';
import { useEffect, useState } from 'react';
import { formatDuration } from '../../format/duration.ts';
import { formatExact } from '../../format/time.ts';
import { readBackend } from '../../live/backend.ts';
import { useCall } from '../../live/call.ts';
import type { Link } from '../../live/live.ts';
import { useWebSocket } from '../../live/use-web-socket.ts';
import { Age, Elapsed } from '../../ui/age.tsx';
import { Status } from '../../ui/glyph.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Head, Sheet } from '../../ui/sheet.tsx';

/** Where this page gets its data from, and how that goes: the first place to look when something is missing. */
export function Diagnostics() {
  return (
    <>
      <Sheet label="Connection" half>
        <Head line title="Connection" />
        <Lines />
      </Sheet>
      <Sheet label="Backend" half>
        <Head line title="Backend" />
        <Backend />
      </Sheet>
      <Appearance />
    </>
  );
}

function Lines() {
  const { connection, retry } = useWebSocket();
  // The exported page knows no address, so the browser's own is shown once it is there.
  const [backend, setBackend] = useState<ReturnType<typeof readBackend>>();
  useEffect(() => setBackend(readBackend()), []);
  return (
    <dl className="kv p-4">
      <dt>Stream</dt>
      <dd>
        <StreamState link={connection} />
      </dd>
      <dt>Stream address</dt>
      <dd className="mono">{backend?.socket ?? '—'}</dd>
      <dt>API address</dt>
      <dd className="mono">{backend?.api ?? '—'}</dd>
      <dt>API reference</dt>
      <dd>
        {backend && (
          <a className="link" href={`${backend.api}/docs`}>
            Open the reference
          </a>
        )}
      </dd>
      {connection.state === 'waiting' && (
        <>
          <dt>Try</dt>
          <dd>
            <button type="button" className="btn" onClick={() => void retry()}>
              Connect now
            </button>
          </dd>
        </>
      )}
    </dl>
  );
}

function StreamState({ link }: { link: Link }) {
  if (link.state === 'open') return <Status look="healthy">Connected</Status>;
  if (link.state === 'connecting') return <Status look="running">Connecting</Status>;
  return (
    <Status look="warning">
      <span>
        Lost for <Elapsed since={link.lostAt} />
        {link.polledAt !== undefined && (
          <>
            , read by REST <Age at={link.polledAt} />
          </>
        )}
      </span>
    </Status>
  );
}

function Backend() {
  const { data, error, mutate } = useCall('getHealth', {});
  if (error && !data)
    return (
      <div className="empty" role="alert">
        <p>{error.message}</p>
        <button type="button" className="btn" onClick={() => void mutate()}>
          Try again
        </button>
      </div>
    );
  const well = data?.status === 'ok';
  return (
    <dl className="kv p-4">
      <dt>State</dt>
      <dd>
        {data ? <Status look={well ? 'healthy' : 'warning'}>{well ? 'Well' : data.status}</Status> : '—'}
      </dd>
      <dt>Version</dt>
      <dd>{data?.version ?? '—'}</dd>
      <dt>Running for</dt>
      <dd title={data && formatExact(Date.parse(data.startedAt))}>
        {data ? formatDuration(data.uptimeSeconds * 1_000) : '—'}
      </dd>
      <dt>Database</dt>
      <dd>{data ? `${data.database.engine}, ${data.database.status}` : '—'}</dd>
      <dt>Stream clients</dt>
      <dd>{data?.stream.clients ?? '—'}</dd>
    </dl>
  );
}

const themes = ['system', 'light', 'dark'] as const;
const themeWords = { system: 'System', light: 'Light', dark: 'Dark' };

function Appearance() {
  const { theme = 'system', setTheme } = useTheme();
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  const chosen = themes.find((option) => mounted && option === theme) ?? 'system';
  return (
    <Sheet label="Appearance" half>
      <Head line title="Appearance" />
      <dl className="kv items-center p-4">
        <dt>Theme</dt>
        <dd>
          <Segments
            label="Theme"
            full
            options={themes}
            words={themeWords}
            value={chosen}
            onChange={setTheme}
          />
        </dd>
      </dl>
    </Sheet>
  );
}
