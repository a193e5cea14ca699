import { deployLabel } from '../../facts/happenings.ts';
import { formatSpan } from '../../format/duration.ts';
import { plural } from '../../format/number.ts';
import { formatClock, formatMoment, formatZone } from '../../format/time.ts';
import { resourceName, whereOf } from './where.ts';
import type { WrongProps } from './wrong-props.ts';

/** What is wrong, since when, what changed just before, and where. */
export function Facts({ wrong, story, now }: WrongProps) {
  const { worst, others } = wrong;
  const name = resourceName(worst.resourceId);
  const firing = [worst, ...others].filter(({ kind }) => kind === 'alert').length;
  const here = others.filter(
    ({ resourceId, title }) => resourceId === worst.resourceId && title !== worst.title,
  );
  return (
    <dl className="cells g4 facts">
      <div className="fact">
        <dt>What is wrong</dt>
        <dd>{worst.message || worst.title}</dd>
        {here[0] && <dd className="more">{here.map(({ title }) => title).join(' · ')}</dd>}
      </div>
      <div className="fact">
        <dt>Since</dt>
        <dd>
          {formatClock(worst.since)} {formatZone(worst.since)}, {formatSpan(now - worst.since)}
        </dd>
        <dd className="more">{plural(firing, 'alert')} firing</dd>
      </div>
      <Changed wrong={wrong} now={now} />
      <div className="fact">
        <dt>Where</dt>
        <dd>{name}</dd>
        <dd className="more">{whereOf(worst, story.sources)}</dd>
      </div>
    </dl>
  );
}

function Changed({ wrong: { worst, before, lastChange }, now }: Pick<WrongProps, 'wrong' | 'now'>) {
  const change = before ?? lastChange;
  return (
    <div className="fact">
      <dt>What changed</dt>
      {before ? (
        <dd>
          {deployLabel(before.deployment)}, {formatSpan(worst.since - before.at)} before
        </dd>
      ) : (
        <dd>No production deploy in the hour before</dd>
      )}
      {change && (
        <dd className="more">
          {!before && `last: ${deployLabel(change.deployment)}, ${formatMoment(change.at, now)} · `}
          {before && `${change.deployment.title} · `}
          <span className="mono">{change.deployment.commit}</span> · {change.deployment.author}
        </dd>
      )}
    </div>
  );
}
