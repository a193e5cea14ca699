import type { AlertStep } from '@smartops/contract';
import {
  Bell,
  BellOff,
  Check,
  CircleAlert,
  CircleCheck,
  type LucideIcon,
  MoonStar,
  NotebookPen,
  TrendingDown,
  TrendingUp,
  Undo2,
  UserRound,
  X,
} from 'lucide-react';
import { stepWord } from '../../facts/alerts.ts';
import { formatClock, formatExact, formatMoment, formatZone } from '../../format/time.ts';
import { useNow } from '../../ui/clock.ts';
import { SkeletonRows } from '../../ui/sheet.tsx';

const icons: Record<AlertStep['kind'], LucideIcon> = {
  fired: CircleAlert,
  reopened: CircleAlert,
  escalated: TrendingUp,
  eased: TrendingDown,
  resolved: CircleCheck,
  woke: Bell,
  silenced: BellOff,
  acknowledged: Check,
  unacknowledged: Undo2,
  assigned: UserRound,
  snoozed: MoonStar,
  unsnoozed: Bell,
  note: NotebookPen,
  dismissed: X,
  restored: Undo2,
};

/** Everything that happened to it, oldest first. */
export function AlertHistory({ history }: { history: readonly AlertStep[] | undefined }) {
  const now = useNow(60_000);
  return (
    <section className="blk">
      <h3>
        History <span className="font-normal text-fg-2">{now > 0 && formatZone(now)}</span>
      </h3>
      {!history && <SkeletonRows rows={2} />}
      <ol className="steps">
        {history?.map((step) => (
          <Step key={step.id} step={step} now={now} />
        ))}
      </ol>
    </section>
  );
}

function Step({ step: { at: iso, kind, by, text }, now }: { step: AlertStep; now: number }) {
  const at = Date.parse(iso);
  const Icon = icons[kind];
  const said = kind === 'snoozed' ? `to ${formatMoment(Date.parse(text), now)}` : text;
  return (
    <li>
      <time dateTime={iso} title={formatExact(at)}>
        {now - at < 86_400_000 ? formatClock(at) : formatMoment(at, now)}
      </time>
      <Icon size={14} aria-hidden />
      <span className="min-w-0 wrap-anywhere">
        {kind === 'note' ? (
          <>
            <span className="font-medium">{by}</span> “{said}”
          </>
        ) : (
          <>
            <span className="font-medium">{stepWord[kind]}</span>
            {by && ` by ${by}`}
            {said && <span className="text-fg-2"> {by ? `: ${said}` : said}</span>}
          </>
        )}
      </span>
    </li>
  );
}
