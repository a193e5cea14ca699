import type { Alert, SilenceForm } from '@smartops/contract';
import useSWR from 'swr';
import { severityLook, severityWord } from '../../facts/looks.ts';
import { plural } from '../../format/number.ts';
import { formatMoment } from '../../format/time.ts';
import { call } from '../../live/call.ts';
import type { CallError } from '../../live/exchange.ts';
import type { Reply } from '../../live/paths.ts';
import { useNow } from '../../ui/clock.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { useSettled } from '../../ui/use-settled.ts';

/** What it hides now, would have hidden in the last seven days, and what it lets through. */
export function SilencePreview({ form }: { form: SilenceForm | undefined }) {
  const asked = useSettled(JSON.stringify(form && { ...form, comment: undefined }), 300);
  const { data, error } = useSWR<Reply<'previewSilence'>, CallError>(
    asked ? ['previewSilence', asked] : null,
    () => call('previewSilence', JSON.parse(asked)),
    { keepPreviousData: true, revalidateOnFocus: false },
  );
  if (!form) return <p className="err">Say from when to when.</p>;
  if (error && !data) return <p className="text-fg-2">{error.message}</p>;
  if (!data) return <div className="hides-line skel" aria-busy="true" />;
  const { now, nowTotal, told, week, weekTotal } = data;
  const nowIds = new Set(now.map(({ id }) => id));
  return (
    <div className="grid gap-2" aria-live="polite">
      <p className="text-fg-2">
        Hides <b className="font-medium text-fg">{plural(nowTotal, 'alert')} now</b>, and would have hidden{' '}
        {weekTotal} in the last 7 days{nowTotal + weekTotal > 0 ? ':' : '.'}
      </p>
      {nowTotal + weekTotal + told.length > 0 && (
        <ul className="hides">
          {now.slice(0, 3).map((alert) => (
            <Row key={alert.id} alert={alert} fate="hidden" />
          ))}
          {told.slice(0, 3).map((alert) => (
            <Row key={alert.id} alert={alert} fate="still told" />
          ))}
          {week
            .filter(({ id }) => !nowIds.has(id))
            .slice(0, 3)
            .map((alert) => (
              <Row key={alert.id} alert={alert} fate="would have been" />
            ))}
        </ul>
      )}
    </div>
  );
}

function Row({ alert, fate }: { alert: Alert; fate: string }) {
  const now = useNow(60_000);
  const since = formatMoment(Date.parse(alert.timestamp), now);
  return (
    <li>
      <Glyph look={severityLook[alert.severity]} />
      <span className="min-w-0">
        <span className="sr-only">{severityWord[alert.severity]}: </span>
        <span className="block truncate">{alert.title}</span>
        <span className="block truncate text-fg-3 text-xs">
          {alert.state === 'firing' ? `firing since ${since}` : `${since}, resolved`}
        </span>
      </span>
      <span className={fate === 'still told' ? 'font-medium' : 'text-fg-3'}>{fate}</span>
    </li>
  );
}
