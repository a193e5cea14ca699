import { lazy, Suspense } from 'react';
import { deployLabel } from '../../facts/happenings.ts';
import { severityWord } from '../../facts/looks.ts';
import type { Wrong } from '../../facts/situation.ts';
import { formatSpan } from '../../format/duration.ts';
import { incidentPath } from '../../state/incident.ts';
import { openModal } from '../../state/modal.ts';
import { useRange } from '../../state/range.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Also } from './also.tsx';
import { AsOf } from './as-of.tsx';
import { Facts } from './facts.tsx';
import { whereOf } from './where.ts';
import type { WrongProps } from './wrong-props.ts';

const ruler = import('./change-ruler.tsx').then(({ ChangeRuler }) => ({ default: ChangeRuler }));
const ChangeRuler = lazy(() => ruler);

/** One sentence, four facts, and everything that happened around it on one clock. */
export function WrongBlock({ wrong, story, now }: WrongProps) {
  const { level, worst, before } = wrong;
  const range = useRange();
  return (
    <section className={`sheet sit c-${level}`} aria-label="Situation">
      <div className="sit-head">
        <Glyph look={level} />
        <div className="sit-words">
          <h2>
            {worst.title} <span>{tail(wrong, now)}</span>
          </h2>
          <p className="sit-meta">
            {worst.incident && <span>{worst.incident}</span>}
            <span>{severityWord[worst.severity]}</span>
            <span>{whereOf(worst, story.sources)}</span>
            <AsOf now={now} />
          </p>
        </div>
        <div className="sit-acts">
          {worst.incident && (
            <PageLink className="btn md ink" href={incidentPath(worst.incident, range)}>
              Open {worst.incident}
            </PageLink>
          )}
          {worst.metricId && (
            <button
              type="button"
              className={`btn md${worst.incident ? '' : ' ink'}`}
              onClick={() => openModal('metric', worst.metricId ?? '')}
            >
              Open metric
            </button>
          )}
          {before && (
            <button
              type="button"
              className="btn md"
              onClick={() => openModal('deployment-logs', before.deployment.id)}
            >
              Deployment logs
            </button>
          )}
        </div>
      </div>
      {level === 'critical' && <Facts wrong={wrong} story={story} now={now} />}
      {level === 'critical' && (
        <Suspense fallback={<EmptyRuler lanes={story.incidents.length > 0 ? 3 : 2} />}>
          <ChangeRuler wrong={wrong} story={story} now={now} />
        </Suspense>
      )}
      <Also wrong={wrong} />
    </section>
  );
}

/** `for 23 min, after deploy v2.31.0`: the order of events, not a verdict. */
function tail({ worst, before }: Wrong, now: number): string {
  const lasting = `for ${formatSpan(now - worst.since)}`;
  if (!before) return lasting;
  const { deployment } = before;
  const known = deployment.version && worst.title.includes(deployment.name);
  return `${lasting}, after deploy ${known ? deployment.version : deployLabel(deployment)}`;
}

/** As high as the ruler that takes its place. */
function EmptyRuler({ lanes }: { lanes: number }) {
  return (
    <div className="ruler" aria-hidden="true">
      {Array.from({ length: lanes }, (_, lane) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no names yet and never change places.
        <div key={lane} className="lane" />
      ))}
      <div className="axis" />
    </div>
  );
}
