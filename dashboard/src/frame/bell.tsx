import { Bell as BellIcon } from 'lucide-react';
import { lazy, Suspense, useId, useState } from 'react';
import { useCall, useMe } from '../live/call.ts';
import { useTopic } from '../live/use-live.ts';
import { noticesFor } from './own-notices.ts';

const BellList = lazy(() => import('./bell-list.tsx').then(({ BellList }) => ({ default: BellList })));

/** What was worth telling, with how much of it this person has not read. */
export function Bell() {
  const id = useId();
  const [open, setOpen] = useState(false);
  const me = useMe();
  const notices = noticesFor(useTopic('notifications') ?? [], me);
  const { data, mutate } = useCall('listNotifications', { limit: 1 });
  const upTo = data?.readUpTo;
  const unread = upTo === undefined ? 0 : notices.filter(({ seq }) => seq > upTo).length;
  const words = unread === notices.length && unread >= 50 ? '50+' : `${unread}`;
  return (
    <>
      <button
        type="button"
        className="btn icon bell"
        popoverTarget={id}
        aria-expanded={open}
        aria-label={unread > 0 ? `Notifications, ${words} unread` : 'Notifications'}
        title="Notifications"
      >
        <BellIcon size={16} strokeWidth={1.75} aria-hidden />
        {unread > 0 && <b>{words}</b>}
      </button>
      <section
        id={id}
        popover="auto"
        aria-label="Notifications"
        className="menu bell-list"
        onToggle={({ newState }) => setOpen(newState === 'open')}
      >
        {open && (
          <Suspense>
            <BellList
              notices={notices}
              readUpTo={upTo ?? 0}
              onRead={() => void mutate()}
              close={() => document.getElementById(id)?.hidePopover()}
            />
          </Suspense>
        )}
      </section>
    </>
  );
}
