import type { RuleSpec } from '@smartops/contract';
import { formatMoment } from '../../format/time.ts';
import { useCall } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { useNow } from '../../ui/clock.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Part } from './fields.tsx';

const because = {
  'at-once': 'at once',
  'quiet-hours': 'after quiet hours',
  'unless-acknowledged': 'unless acknowledged',
} as const;

interface ToldPartProps {
  spec: RuleSpec;
  /** The connection that an alert would most likely come from. */
  source: string | undefined;
}

/** Whom the routes would tell about an alert by this rule that fired now. */
export function ToldPart({ spec: { severity, labels }, source }: ToldPartProps) {
  const demo = useTopic('sources')?.find(({ id }) => id === source)?.demo ?? false;
  const { data } = useCall('previewNotify', { severity, labels, demo, ...(source && { source }) });
  const now = useNow(60_000);
  return (
    <Part title="Who is told" note="if it fired now">
      {data?.targets.length === 0 && (
        <p className="re-hint">
          Nobody: no route takes it, or leads to a channel that is on. It is shown under Alerts all the same.
        </p>
      )}
      <ul className="re-told">
        {data?.targets.map(({ channelId, channelName, route, at, because: why }) => (
          <li key={`${channelId} ${route} ${at}`}>
            <span className="text-fg-3 text-xs">
              {why === 'at-once' ? 'at once' : `${formatMoment(Date.parse(at), now)}`}
            </span>
            <span className="truncate">{channelName}</span>
            <span className="truncate text-fg-3 text-xs">
              {why === 'at-once' ? `by ${route}` : because[why]}
            </span>
          </li>
        ))}
      </ul>
      <p className="re-hint">
        <PageLink className="link" href="/settings?tab=channels">
          Channels and routes
        </PageLink>
      </p>
    </Part>
  );
}
