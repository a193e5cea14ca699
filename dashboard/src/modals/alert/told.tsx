import type { Told, ToldNotice } from '@smartops/contract';
import { useEffect, useState } from 'react';
import { noticeWord } from '../../facts/notices.ts';
import { isUnderWay, toldWords } from '../../facts/told.ts';
import { formatClock, formatExact, formatMoment } from '../../format/time.ts';
import { useTopic } from '../../live/use-live.ts';
import { useNow } from '../../ui/clock.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { PageLink } from '../../ui/page-link.tsx';

const shownFirst = 3;
const againMs = 3_000;

/** Asks again when something was told, and every few seconds while messages are on their way. */
export function useToldFresh(told: Told | undefined, again: () => void): void {
  const newest = useTopic('notifications')?.[0]?.seq;
  const goesOn = told !== undefined && isUnderWay(told.notices);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer notice says that there is more to read.
  useEffect(() => again(), [newest]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer begins a new wait.
  useEffect(() => {
    if (!goesOn) return;
    const timer = setTimeout(again, againMs);
    return () => clearTimeout(timer);
  }, [told]);
}

/** What people were told, by which channel, and what became of it; the newest first. */
export function ToldList({ notices }: { notices: readonly ToldNotice[] }) {
  const [all, setAll] = useState(false);
  const newest = notices.toReversed();
  const shown = all ? newest : newest.slice(0, shownFirst);
  return (
    <>
      <ol className="told">
        {shown.map((notice) => (
          <ToldLine key={notice.id} notice={notice} />
        ))}
      </ol>
      {shown.length < newest.length && (
        <button type="button" className="link justify-self-start" onClick={() => setAll(true)}>
          Show all {newest.length}
        </button>
      )}
    </>
  );
}

function ToldLine({ notice: { at: iso, kind, text, channels, unsent } }: { notice: ToldNotice }) {
  const now = useNow(60_000);
  const at = Date.parse(iso);
  return (
    <li className="told-notice">
      <time dateTime={iso} title={formatExact(at)}>
        {now - at < 86_400_000 ? formatClock(at) : formatMoment(at, now)}
      </time>
      <div className="min-w-0">
        <p className="line-clamp-2 wrap-anywhere" title={text}>
          <span className="font-medium">{noticeWord[kind]}</span> <span className="text-fg-2">{text}</span>
        </p>
        {channels.map((channel) => (
          <ToldTo key={channel.deliveryId} channel={channel} now={now} />
        ))}
        {channels.length === 0 && (
          <p className="told-to">{unsent === null ? 'on its way' : `to no channel: ${unsent}`}</p>
        )}
      </div>
    </li>
  );
}

function ToldTo({ channel, now }: { channel: ToldNotice['channels'][number]; now: number }) {
  const [look, words] = toldWords(channel, now);
  const { channelName, deliveryId, route } = channel;
  return (
    <p className="told-to">
      <Glyph look={look} />
      <span className="min-w-0 wrap-anywhere">
        <PageLink
          className="font-medium text-fg"
          href={`/settings?tab=channels&find=${encodeURIComponent(deliveryId)}`}
          title={`Route ${route}. Open it in the delivery log`}
        >
          {channelName}
        </PageLink>{' '}
        {words}
      </span>
    </p>
  );
}
