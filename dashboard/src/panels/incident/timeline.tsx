import type { IncidentView, Me, Moment, MomentKind } from '@smartops/contract';
import {
  Bell,
  Check,
  CircleCheck,
  GitBranch,
  type LucideIcon,
  Merge,
  MessageSquare,
  Minus,
  Pencil,
  Plus,
  RotateCcw,
  Split,
  TriangleAlert,
  Wrench,
} from 'lucide-react';
import { isOfSide, type Side, stepOf } from '../../facts/incidents.ts';
import { formatClock, formatDay, formatExact, formatZone } from '../../format/time.ts';
import { incidentPath } from '../../state/incident.ts';
import { openModal } from '../../state/modal.ts';
import { useRange } from '../../state/range.ts';
import { choice, useUrl } from '../../state/url-state.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Head, Sheet } from '../../ui/sheet.tsx';
import { NoteBox } from './note-box.tsx';

const sides = ['all', 'people', 'system'] as const;
const sideField = choice('timeline', sides);
const sideWords: Record<Side, string> = { all: 'All', people: 'People', system: 'System' };

const icons: Record<MomentKind, LucideIcon> = {
  opened: TriangleAlert,
  alert: TriangleAlert,
  'alert-ended': CircleCheck,
  'alert-added': Plus,
  'alert-removed': Minus,
  deployment: GitBranch,
  action: Wrench,
  notification: Bell,
  note: MessageSquare,
  status: Check,
  changed: Pencil,
  resolved: CircleCheck,
  reopened: RotateCcw,
  merged: Merge,
  split: Split,
};
const looks: Partial<Record<MomentKind, string>> = {
  opened: 'c-critical',
  alert: 'c-warning',
  'alert-ended': 'c-healthy',
  resolved: 'c-healthy',
};
/** What somebody who skims must not miss. */
const key: readonly MomentKind[] = ['opened', 'resolved', 'reopened'];

interface TimelineProps {
  view: IncidentView;
  me: Me | undefined;
  again: () => Promise<void>;
}

/** Everything that happened, oldest first, by the system and by people. */
export function Timeline({ view, me, again }: TimelineProps) {
  const [side, setSide] = useUrl(sideField);
  const { timeline, id, openedAt } = view.incident;
  const shown = timeline.filter((moment) => isOfSide(moment, side));
  const days = new Set(timeline.map(({ timestamp }) => formatDay(Date.parse(timestamp))));
  return (
    <Sheet label="Timeline">
      <Head line title="Timeline" note={`${formatZone(Date.parse(openedAt))}, newest last`}>
        <Segments label="Whose" options={sides} words={sideWords} full value={side} onChange={setSide} />
      </Head>
      {shown.length === 0 ? (
        <p className="px-4 py-3 text-fg-2">
          {side === 'people' ? 'Nobody has done or written anything yet.' : 'Nothing yet.'}
        </p>
      ) : (
        <ol className="moments">
          {shown.map((moment) => (
            <Line
              key={moment.id}
              moment={moment}
              withDay={days.size > 1}
              isKey={
                key.includes(moment.kind) || (moment.about !== null && moment.about.id === view.suspect?.id)
              }
            />
          ))}
        </ol>
      )}
      {stepOf(view.incident, me) && <NoteBox id={id} again={again} />}
    </Sheet>
  );
}

function Line({ moment, withDay, isKey }: { moment: Moment; withDay: boolean; isKey: boolean }) {
  const { kind, timestamp, detail } = moment;
  const Icon = icons[kind];
  const at = Date.parse(timestamp);
  return (
    <li className={`${isKey ? 'key ' : ''}${looks[kind] ?? ''}`}>
      <time dateTime={timestamp} title={formatExact(at)}>
        {withDay && `${formatDay(at)} `}
        {formatClock(at)}
      </time>
      <Icon size={14} strokeWidth={2} aria-hidden />
      <div>
        <Words moment={moment} /> {detail && <span className="text-fg-2">{detail}</span>}
      </div>
    </li>
  );
}

function Words({ moment: { kind, by, text, about } }: { moment: Moment }) {
  if (kind === 'note')
    return (
      <>
        <b>{by}</b> <span className="note-text">{text}</span>
      </>
    );
  const words = kind === 'action' ? `${text}${by ? ` by ${by}` : ''}` : text;
  return (
    <>
      {by && kind !== 'action' && <b>{by}</b>} <About about={about} words={words} isPlain={by !== null} />
    </>
  );
}

const modalOf = { deployment: 'deployment-logs', action: 'action', alert: 'alert' } as const;

/** What it is about opens, where there is something to open. */
function About({ about, words, isPlain }: Pick<Moment, 'about'> & { words: string; isPlain: boolean }) {
  const range = useRange();
  if (!about) return <span className={isPlain ? '' : 'font-medium'}>{words}</span>;
  if (about.kind === 'incident')
    return (
      <PageLink className="link-quiet" href={incidentPath(about.id, range)}>
        {words}
      </PageLink>
    );
  const modal = modalOf[about.kind];
  return (
    <button type="button" className="link-quiet" onClick={() => openModal(modal, about.id)}>
      {words}
    </button>
  );
}
