import type { NotifyPolicy } from '@smartops/contract';
import { useState } from 'react';
import { severityWord } from '../../facts/looks.ts';
import { formatExact } from '../../format/time.ts';
import { useCall } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { useNow } from '../../ui/clock.ts';
import { Menu } from '../../ui/menu.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Head, Sheet } from '../../ui/sheet.tsx';

const severities = ['info', 'warning', 'error', 'critical'] as const;
const because = {
  'at-once': 'at once',
  'quiet-hours': 'when the quiet hours end',
  'unless-acknowledged': 'unless somebody acknowledges before',
} as const;

/** Which channels an alert would reach now, and when; nothing is sent. */
export function Preview({ policy }: { policy: NotifyPolicy | undefined }) {
  const sources = useTopic('sources') ?? [];
  const [severity, setSeverity] = useState<(typeof severities)[number]>('critical');
  const [chosen, setSource] = useState<string>();
  const source = sources.find(({ id }) => id === chosen) ?? sources[0];
  const asked = {
    severity,
    ...(source && { source: source.id, demo: source.demo }),
    ...(policy && { policy }),
  };
  const { data, error } = useCall('previewNotify', asked);
  const now = useNow(60_000);
  const targets = data?.targets ?? [];
  return (
    <Sheet label="What would be told">
      <Head line title="What would be told" note="an alert that fires now; nothing is sent" />
      <div className="filters">
        <Segments
          label="Severity"
          options={severities}
          words={severityWord}
          full
          value={severity}
          onChange={setSeverity}
        />
        <Menu
          label={`Source: ${source?.title ?? 'any'}`}
          look="chip on"
          items={sources.map(({ id, title }) => ({
            label: title,
            chosen: id === source?.id,
            run: () => setSource(id),
          }))}
        >
          <span className="text-fg-3">Source</span>
          {source?.title ?? 'any'}
        </Menu>
      </div>
      {error && (
        <p className="err p-4" role="alert">
          {error.message}
        </p>
      )}
      {data && targets.length === 0 && (
        <div className="empty">
          <h3>Nobody would be told</h3>
          <p>No route takes it, or those that do lead to no channel that is switched on.</p>
        </div>
      )}
      {targets.length > 0 && (
        <div className="tw">
          <table>
            <thead>
              <tr>
                <th scope="col">Channel</th>
                <th scope="col">When</th>
                <th scope="col" className="max-tab:hidden">
                  By route
                </th>
              </tr>
            </thead>
            <tbody>
              {targets.map(({ channelId, channelName, route, at, because: why }) => (
                <tr key={channelId}>
                  <td className="font-medium">{channelName}</td>
                  <td className="text-fg-2">
                    {why === 'at-once' ? '' : `${minutesTo(Date.parse(at), now)}, `}
                    <span title={formatExact(Date.parse(at))}>{because[why]}</span>
                  </td>
                  <td className="text-fg-2 max-tab:hidden">{route}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Sheet>
  );
}

function minutesTo(at: number, now: number): string {
  const minutes = Math.max(0, Math.round((at - now) / 60_000));
  return minutes < 120 ? `in ${minutes} min` : `in ${Math.round(minutes / 60)} h`;
}
