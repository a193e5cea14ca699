import type { Notice } from '@smartops/contract';
import { severityLook, severityWord } from '../facts/looks.ts';
import { isAsking, isOver, noticeWord } from '../facts/notices.ts';
import { ruleAddress } from '../facts/rule-address.ts';
import { formatDay, formatExact, formatMinute } from '../format/time.ts';
import { call, useMe } from '../live/call.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { useNow } from '../ui/clock.ts';
import { Glyph } from '../ui/glyph.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { useAct } from '../ui/use-act.ts';

interface BellListProps {
  notices: readonly Notice[];
  readUpTo: number;
  onRead: () => void;
  close: () => void;
}

/** The last fifty notices by day, the newest first. */
export function BellList({ notices, readUpTo, onRead, close }: BellListProps) {
  const [newest] = notices;
  const read = useAct(async () => {
    await call('readNotifications', { upTo: newest?.seq ?? 0 });
    onRead();
  });
  const isUnread = newest !== undefined && newest.seq > readUpTo;
  const days = Map.groupBy(notices, ({ timestamp }) => new Date(timestamp).toDateString());
  return (
    <>
      <div className="head line">
        <h2>Notifications</h2>
        <span className="grow" />
        {isUnread && (
          <BusyButton type="button" look="ghost" busy={read.busy} onClick={() => read.act()}>
            Mark all read
          </BusyButton>
        )}
      </div>
      {read.failure && (
        <p className="err px-4 py-2" role="alert">
          {read.failure}
        </p>
      )}
      {notices.length === 0 && <Nothing />}
      {[...days].map(([day, those]) => (
        <Day key={day} notices={those} readUpTo={readUpTo} close={close} />
      ))}
      <div className="foot">
        <PageLink className="link" href="/settings?tab=channels" onClick={close}>
          Channels and delivery log
        </PageLink>
      </div>
    </>
  );
}

function Nothing() {
  const me = useMe();
  return (
    <div className="empty">
      <h3>Nothing to tell</h3>
      <p>
        Alerts that fire, incidents that open, what others do about them and how they end are listed here and
        sent to your channels.
      </p>
      {me?.role === 'admin' && (
        <PageLink className="btn" href="/settings?tab=channels">
          Set up a channel
        </PageLink>
      )}
    </div>
  );
}

type DayProps = Pick<BellListProps, 'notices' | 'readUpTo' | 'close'>;

function Day({ notices, readUpTo, close }: DayProps) {
  const now = useNow(60_000);
  const at = Date.parse(notices[0]?.timestamp ?? '');
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return (
    <div>
      <h3 className="bell-day">{isToday ? 'Today' : formatDay(at)}</h3>
      <ul>
        {notices.map((notice) => (
          <li key={notice.id}>
            <Row notice={notice} unread={notice.seq > readUpTo} close={close} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Row({ notice, unread, close }: { notice: Notice; unread: boolean; close: () => void }) {
  const { kind, severity, title, text, url, rule, timestamp } = notice;
  const at = Date.parse(timestamp);
  const look = isOver(notice) ? 'healthy' : isAsking(notice) ? severityLook[severity] : 'unknown';
  return (
    <div className={`bell-row${unread ? ' is-unread' : ''}`}>
      <Glyph look={look} />
      <span className="min-w-0">
        <PageLink className="row-open block truncate text-fg" href={url} onClick={close}>
          {unread && <span className="sr-only">Unread. </span>}
          {title}
        </PageLink>
        <span className="block truncate text-fg-2 text-xs" title={text}>
          {noticeWord[kind]}
          {isAsking(notice) && `, ${severityWord[severity].toLowerCase()}`} · {text}
        </span>
      </span>
      <span className="bell-end">
        <time dateTime={timestamp} title={formatExact(at)}>
          {formatMinute(at)}
        </time>
        {rule && (
          <PageLink className="link" href={ruleAddress(rule.id)} onClick={close}>
            <span className="sr-only">{title}: </span>Rule v{rule.version}
          </PageLink>
        )}
      </span>
    </div>
  );
}
