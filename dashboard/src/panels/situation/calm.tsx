import { deployLabel } from '../../facts/happenings.ts';
import type { Situation } from '../../facts/situation.ts';
import { troubleName } from '../../facts/trouble.ts';
import { formatMoment } from '../../format/time.ts';
import { Age } from '../../ui/age.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { AsOf } from './as-of.tsx';

interface CalmProps {
  calm: Extract<Situation, { level: 'calm' | 'blind' }>;
  now: number;
}

/** Nothing is wrong; or nothing in what can be read, which is less. */
export function Calm({ calm: { level, read, lastChange, troubles }, now }: CalmProps) {
  return (
    <section
      className={`sheet sit is-calm c-${level === 'calm' ? 'healthy' : 'unknown'}`}
      aria-label="Situation"
    >
      <div className="sit-head">
        <Glyph look={level === 'calm' ? 'healthy' : 'unknown'} />
        <div className="sit-words">
          <h2>
            Nothing is wrong
            {level === 'blind' && <span> in what can be read</span>}
          </h2>
          <p className="sit-meta">
            <span>
              {read.read} of {read.of} sources read
              {read.oldest !== null && (
                <>
                  , the oldest <Age at={read.oldest} />
                </>
              )}
            </span>
            {troubles.slice(0, 2).map((trouble) => (
              <span key={`${trouble.source.id} ${trouble.problem.part}`}>
                {troubleName(trouble)} not read since {formatMoment(Date.parse(trouble.problem.since), now)}
              </span>
            ))}
            {lastChange && (
              <span>
                last change: {deployLabel(lastChange.deployment)}, <Age at={lastChange.at} />
              </span>
            )}
            <AsOf now={now} />
          </p>
        </div>
      </div>
    </section>
  );
}
