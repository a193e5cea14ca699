import type { Episode, Replay, RuleSpec } from '@smartops/contract';
import { useRef } from 'react';
import { toDeployMarks } from '../../facts/happenings.ts';
import { severityLook } from '../../facts/looks.ts';
import { formatSpan } from '../../format/duration.ts';
import { plural } from '../../format/number.ts';
import { formatMoment } from '../../format/time.ts';
import { timeTicks } from '../../ui/time-ticks.ts';
import { useWidth } from '../../ui/use-width.ts';
import type { Story } from './near.ts';
import { lookOf } from './preview-data.ts';

interface LanesProps {
  replay: Replay;
  days: number;
  severity: RuleSpec['severity'];
  savedVersion: number | undefined;
  story: Story;
  now: number;
}

const unknownShare = 0.05;

/** Every time it would have fired on one clock, over what the saved version tells. The list below says the same in words. */
export function Lanes({ replay, days, severity, savedVersion, story, now }: LanesProps) {
  const { episodes, against, gaps } = replay;
  const to = Date.parse(replay.to);
  const begins = Date.parse(replay.from);
  // Days from which nothing is stored would press the rest together; a strip of them is enough.
  const from = Math.max(to - days * 86_400_000, begins - (to - begins) * unknownShare);
  const span = { from, to };
  const saved = against
    ? [...against.fallAway, ...episodes.filter(({ compared }) => compared === 'same')]
    : undefined;
  const place = (from: number, end: number) => {
    const share = (at: number) => ((at - span.from) / (span.to - span.from)) * 100;
    const left = Math.max(0, share(from));
    return { left: `${left}%`, width: `max(3px, ${Math.max(0, Math.min(100, share(end)) - left)}%)` };
  };
  const bar = (one: Episode, look: string) => {
    const began = Date.parse(one.began);
    const title = `${one.resourceName}, ${formatMoment(began, now)}, ${formatSpan(one.durationMs)}`;
    const end = one.ended === null ? span.to : Date.parse(one.ended);
    return (
      <i key={`${one.resourceId} ${one.began}`} className={look} style={place(began, end)} title={title} />
    );
  };
  const draftLook = ({ critical }: Episode) => `re-bar c-${critical ? 'critical' : lookOf(severity)}`;
  return (
    <div
      role="img"
      className="ruler bare re-lanes"
      aria-label={`The draft fires ${plural(replay.totals.episodes, 'time')}${against ? `, version ${savedVersion} ${plural(against.totals.episodes, 'time')}` : ''}`}
    >
      <StoryLanes story={story} span={span} place={place} now={now} />
      {saved && (
        <div className="lane">
          <span>Saved</span>
          <div>{saved.map((one) => bar(one, 're-bar'))}</div>
        </div>
      )}
      <div className="lane is-last">
        <span className="text-fg">Draft</span>
        <div>
          {begins - span.from > 60_000 && (
            <i className="re-gap" style={place(span.from, begins)} title="Before the first sample" />
          )}
          {gaps.map((gap) => (
            <i
              key={`${gap.resourceId} ${gap.from}`}
              className="re-gap"
              style={place(Date.parse(gap.from), Date.parse(gap.to))}
              title="No data"
            />
          ))}
          {against?.fallAway.map((one) => bar(one, 're-bar is-gone'))}
          {episodes.map((one) => bar(one, draftLook(one)))}
        </div>
      </div>
      <Axis span={span} />
    </div>
  );
}

interface StoryLanesProps {
  story: Story;
  span: { readonly from: number; readonly to: number };
  place: (from: number, to: number) => { left: string; width: string };
  now: number;
}

/** What people knew of then: incidents, and what was deployed to production. */
function StoryLanes({ story, span, place, now }: StoryLanesProps) {
  const deploys = toDeployMarks(story.deployments).filter(({ at }) => at >= span.from && at <= span.to);
  const incidents = story.incidents.filter(
    ({ resolvedAt }) => resolvedAt === null || Date.parse(resolvedAt) >= span.from,
  );
  return (
    <>
      {incidents.length > 0 && (
        <div className="lane">
          <span>Incidents</span>
          <div>
            {incidents.map(({ id, name, title, severity, timestamp, resolvedAt }) => (
              <i
                key={id}
                className={`re-bar c-${severityLook[severity]}`}
                style={place(Date.parse(timestamp), resolvedAt === null ? span.to : Date.parse(resolvedAt))}
                title={`${name}, ${title}`}
              />
            ))}
          </div>
        </div>
      )}
      {deploys.length > 0 && (
        <div className="lane">
          <span>Deploys</span>
          <div>
            {deploys.map(({ id, at, look, label }) => (
              <i
                key={id}
                className={`re-bar is-tick${look ? ` c-${look}` : ''}`}
                style={{ left: place(at, at).left }}
                title={`${label}, ${formatMoment(at, now)}`}
              />
            ))}
          </div>
        </div>
      )}
    </>
  );
}

function Axis({ span: { from, to } }: { span: { readonly from: number; readonly to: number } }) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const ticks = width > 0 ? timeTicks(from, to, Math.floor(width / 84)) : [];
  return (
    <div className="axis" aria-hidden>
      <span />
      <div ref={place}>
        {ticks.map(({ at, text }) => {
          const x = ((at - from) / (to - from)) * width;
          return (
            <span key={at} className="contents">
              <i style={{ left: x }} />
              {x > 20 && x < width - 50 && <em style={{ left: x }}>{text}</em>}
            </span>
          );
        })}
        <em className="now">now</em>
      </div>
    </div>
  );
}
