import type { Activity } from '@smartops/contract';
import { CircleAlert, GitBranch, type LucideIcon, ShieldCheck, Siren, Zap } from 'lucide-react';
import { formatClock, formatExact, formatMoment } from '../../format/time.ts';
import type { Items } from '../../live/topic-store.ts';
import { useNow } from '../../ui/clock.ts';
import { Glyph } from '../../ui/glyph.tsx';

const icons: Record<Activity['type'], LucideIcon> = {
  deployment: GitBranch,
  alert: CircleAlert,
  security: ShieldCheck,
  incident: Siren,
  action: Zap,
};

export function ActivityRows({ items }: { items: Items<'activity'> }) {
  return (
    <ol>
      {items.map((activity) => (
        <Row key={activity.id} activity={activity} />
      ))}
    </ol>
  );
}

function Row({ activity }: { activity: Activity }) {
  const { type, title, description, user, timestamp, status, url } = activity;
  const now = useNow(60_000);
  const at = Date.parse(timestamp);
  const Icon = icons[type];
  return (
    <li className="act">
      <time dateTime={timestamp} title={formatExact(at)}>
        {now - at < 86_400_000 ? formatClock(at) : formatMoment(at, now).split(' ').slice(0, 2).join(' ')}
      </time>
      {status && status !== 'healthy' ? <Glyph look={status} /> : <Icon size={14} aria-hidden />}
      <div className="truncate" title={[title, description, user].filter(Boolean).join(' · ')}>
        {url ? (
          <a className="font-medium" href={url} target="_blank" rel="noreferrer">
            {title}
          </a>
        ) : (
          <span className="font-medium">{title}</span>
        )}{' '}
        <span className="text-fg-2">
          {description}
          {user && ` · ${user}`}
        </span>
      </div>
    </li>
  );
}
