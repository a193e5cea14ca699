import type { Silence } from '@smartops/contract';
import { Plus } from 'lucide-react';
import { useEffect } from 'react';
import { mayAct } from '../../facts/action-kinds.ts';
import { matcherWords, windowWords } from '../../facts/silence-form.ts';
import { plural } from '../../format/number.ts';
import { formatExact, formatMoment } from '../../format/time.ts';
import { useCall, useMe } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { openAlertDialog } from '../../state/alert-dialog.ts';
import { useNow } from '../../ui/clock.ts';
import { Status } from '../../ui/glyph.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { NotRead } from '../call-notes.tsx';

/** What is kept quiet, will be, and was. */
export function Silences() {
  const me = useMe();
  const { data, error, mutate } = useCall('listSilences', {});
  const silenced = useTopic('alert-counts')?.[0]?.silenced;
  // What a silence keeps quiet changes with the alerts.
  useEffect(() => {
    if (silenced !== undefined) void mutate();
  }, [silenced, mutate]);
  const list = data?.silences ?? [];
  const active = list.filter(({ state }) => state === 'active').length;
  return (
    <Sheet label="Silences">
      <Head line title="Silences and windows" note={data && `${active} active now`}>
        {mayAct(me) && (
          <button
            type="button"
            className="btn ink"
            onClick={() => openAlertDialog({ kind: 'silence', alerts: [] })}
          >
            <Plus size={14} aria-hidden />
            New silence
          </button>
        )}
      </Head>
      {!data && !error && <SkeletonRows rows={4} tall />}
      {!data && error && <NotRead error={error} retry={() => void mutate()} />}
      {data && list.length === 0 && (
        <div className="empty">
          <h3>Nothing is silenced</h3>
          <p>
            A silence keeps alerts quiet that match it: once for a while, or every week during maintenance.
            They still fire and stay listed; nobody is told until it ends.
          </p>
        </div>
      )}
      <ul className="list">
        {list.map((silence) => (
          <Row key={silence.id} silence={silence} mayDo={mayAct(me)} />
        ))}
      </ul>
    </Sheet>
  );
}

const looks = { active: 'offline', waiting: 'pending', ended: 'unknown' } as const;
const stateWord = { active: 'Active', waiting: 'Waiting', ended: 'Ended' } as const;

function Row({ silence, mayDo }: { silence: Silence; mayDo: boolean }) {
  const now = useNow(60_000);
  const { state, comment, matchers, weekly, exceptCritical, hides, by, createdAt, changed } = silence;
  return (
    <li className={`silence-row${state === 'ended' ? ' is-over' : ''}`}>
      <Status look={looks[state]}>{stateWord[state]}</Status>
      <div className="min-w-0">
        <div className="font-medium wrap-anywhere">{comment}</div>
        <div className="text-fg-2 wrap-anywhere">
          {matchers.map(matcherWords).join(' and ')}
          {exceptCritical && ', except what is critical'}
        </div>
        {weekly && <div className="text-fg-2 text-xs">{windowWords(weekly)}</div>}
      </div>
      <div className="silence-when">
        <div>{whenWords(silence, now)}</div>
        <div className="text-fg-3 text-xs" title={formatExact(Date.parse(createdAt))}>
          {changed ? `changed by ${changed.by}` : `by ${by}`}
          {hides > 0 && `, hides ${plural(hides, 'alert')}`}
        </div>
      </div>
      {mayDo && state !== 'ended' ? (
        <Menu
          label={`${comment}: menu`}
          items={[
            { label: 'Change…', run: () => openAlertDialog({ kind: 'silence', alerts: [], silence }) },
            {
              label: 'End now…',
              apart: true,
              run: () => openAlertDialog({ kind: 'end-silence', silence }),
            },
          ]}
        />
      ) : (
        <span />
      )}
    </li>
  );
}

function whenWords({ state, until, endsAt }: Silence, now: number): string {
  const moment = (iso: string) => formatMoment(Date.parse(iso), now);
  if (state === 'ended') return endsAt ? `ended ${moment(endsAt)}` : 'ended';
  if (!until) return 'without an end';
  return state === 'active' ? `to ${moment(until)}` : `begins ${moment(until)}`;
}
