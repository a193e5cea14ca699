import { useCall } from '../../live/call.ts';
import { choice, useUrl } from '../../state/url-state.ts';
import { Segments } from '../../ui/segments.tsx';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { Dora } from './dora.tsx';
import { Flaky } from './flaky.tsx';
import { Formulas } from './formulas.tsx';
import { Workflows } from './workflows.tsx';

const windows = ['7d', '30d'] as const;
const words = { '7d': 'Last 7 days', '30d': 'Last 30 days' };
const windowField = choice('insight', windows);

/** How well and how fast things are shipped, against the window before. */
export function Insight() {
  const [window, setWindow] = useUrl(windowField);
  const { data, error, mutate } = useCall('getInsight', { window });
  const insight = data?.insight;
  return (
    <Sheet label="Insight">
      <Head line title="Insight" note={insight && `${words[window].toLowerCase()}, against those before`}>
        <Segments label="Window" options={windows} words={words} value={window} onChange={setWindow} />
      </Head>
      {!insight && !error && <SkeletonRows rows={8} />}
      {!insight && error && (
        <div className="empty" role="alert">
          <p>The figures cannot be read: {error.message}</p>
          <button type="button" className="btn" onClick={() => void mutate()}>
            Try again
          </button>
        </div>
      )}
      {insight && (
        <>
          <Dora insight={insight} />
          <Workflows workflows={insight.workflows} />
          <Flaky insight={insight} />
          <Formulas formulas={insight.formulas} />
        </>
      )}
    </Sheet>
  );
}
