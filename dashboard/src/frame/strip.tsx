import { type Trouble, troubleName, troublesOf } from '../facts/trouble.ts';
import { formatMoment } from '../format/time.ts';
import { useTopic } from '../live/use-live.ts';
import { useRange, withRange } from '../state/range.ts';
import { useNow } from '../ui/clock.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Glyph } from '../ui/glyph.tsx';
import { PageLink } from '../ui/page-link.tsx';

/** At most one line under the top bar: the source that is worst off, in words, with what mends it. */
export function Strip() {
  const sources = useTopic('sources');
  const [worst, ...others] = sources ? troublesOf(sources) : [];
  return worst ? <Worst trouble={worst} others={others.length} /> : null;
}

function Worst({ trouble, others }: { trouble: Trouble; others: number }) {
  const now = useNow(60_000);
  const range = useRange();
  const { problem } = trouble;
  return (
    <div className="banner c-warning" role="status">
      <Glyph look="warning" />
      <div className="banner-text">
        <b className="font-medium">
          {troubleName(trouble)} cannot be read since {formatMoment(Date.parse(problem.since), now)}.
        </b>{' '}
        <span className="text-fg-2 max-tab:hidden" title={problem.message}>
          {problem.message}
        </span>
        <span className="text-fg-2 tab:hidden">{problem.reason}.</span>
      </div>
      <div className="banner-acts">
        {problem.fix && (
          <span className="max-tab:hidden">
            <CopyButton text={problem.fix} label="Copy fix" />
          </span>
        )}
        <PageLink className="btn" href={withRange('/settings', range)}>
          {others > 0 ? `Details, ${others} more` : 'Details'}
        </PageLink>
      </div>
    </div>
  );
}
