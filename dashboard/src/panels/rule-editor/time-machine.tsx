import type { Replay, Rule, RuleSpec } from '@smartops/contract';
import { metricUnit } from '../../facts/metric-words.ts';
import { formatSpan } from '../../format/duration.ts';
import { formatCount, plural } from '../../format/number.ts';
import { useNow } from '../../ui/clock.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Head, Sheet } from '../../ui/sheet.tsx';
import { Episodes } from './episodes.tsx';
import { Lanes } from './lanes.tsx';
import { lostIncidents } from './near.ts';
import { Suggestion, Waiting } from './suggestion.tsx';
import type { Answer } from './use-answer.ts';
import { useStoryOf } from './use-story-of.ts';
import { aWeek, verdictOf } from './verdict.ts';

export const windows = ['1', '7', '30', '90'] as const;
export type Days = (typeof windows)[number];
const windowWords: Record<Days, string> = { '1': '1 d', '7': '7 d', '30': '30 d', '90': '90 d' };

interface TimeMachineProps {
  spec: RuleSpec;
  base: Rule | undefined;
  answer: Answer<{ replay: Replay }>;
  days: Days;
  isLocked: boolean;
  nameOf: (resourceId: string) => string;
  onDays: (days: Days) => void;
  onChoose: (resourceId: string) => void;
  onLimit: (value: number) => void;
}

/** When the draft would have fired on what is stored, beside the saved version; and backwards, from a wish to a limit. */
export function TimeMachine(props: TimeMachineProps) {
  const { spec, base, answer, days, isLocked, nameOf, onDays, onChoose, onLimit } = props;
  const now = useNow(60_000);
  const replay = answer.data?.replay;
  const story = useStoryOf(replay?.from);
  const lost = replay?.against
    ? lostIncidents({ fallAway: replay.against.fallAway, episodes: replay.episodes }, story.incidents)
    : [];
  const { condition } = spec;
  const unit = condition.kind === 'change' ? '%' : 'metric' in condition ? metricUnit(condition.metric) : '';
  return (
    <Sheet label="Time machine" look={`re-machine${answer.isFresh ? '' : ' is-old'}`}>
      <Head line title="Time machine" note={<Note {...{ answer, days }} />}>
        {replay && answer.since !== undefined && (
          <button type="button" className="btn ghost" onClick={answer.stop}>
            Stop
          </button>
        )}
        <Segments
          label="Look back"
          options={windows}
          words={windowWords}
          full
          value={days}
          onChange={onDays}
        />
      </Head>
      <Progress answer={answer} />
      {replay && (
        <>
          <div className="cells g3 re-tms">
            <Total title="Draft" totals={replay.totals} before={replay.against?.totals.episodes} />
            {replay.against && base ? (
              <Total title={`Saved, version ${base.version}`} totals={replay.against.totals} />
            ) : (
              <div className="re-tm">
                <span className="re-tm-l">Saved</span>
                <span className="re-tm-v">—</span>
                <span className="re-tm-d">Nothing to compare with yet</span>
              </div>
            )}
            <Suggestion
              {...{ spec, isLocked }}
              days={Number(days)}
              isReady={answer.isFresh}
              onUse={onLimit}
            />
          </div>
          <Lanes
            {...{ replay, story, now }}
            days={Number(days)}
            severity={spec.severity}
            savedVersion={base?.version}
          />
          <ul className="re-verdict">
            {verdictOf(replay, { nameOf, lost, now }).map(({ id, look, title, text }) => (
              <li key={id}>
                <Glyph look={look} />
                <span>
                  <span className="font-medium">{title}</span> <span className="text-fg-2">{text}</span>
                </span>
              </li>
            ))}
          </ul>
          <Episodes
            {...{ replay, unit, story }}
            onChoose={condition.kind === 'state' ? undefined : onChoose}
          />
        </>
      )}
    </Sheet>
  );
}

interface NoteProps {
  answer: TimeMachineProps['answer'];
  days: Days;
}

function Note({ answer: { data, isFresh, tookMs, since }, days }: NoteProps) {
  if (!data) return <>the last {days} d</>;
  if (since !== undefined) return <Waiting since={since} />;
  if (!isFresh) return <>of the draft before this one</>;
  const { series, samples, leftOut } = data.replay;
  const took = `in ${(tookMs / 1_000).toFixed(1)} s`;
  if (series === 0 && samples === 0) return <>what is stored, {took}</>;
  const read = `${plural(series, 'series', 'series')}, ${plural(samples, 'reading')}`;
  return (
    <>
      {read} {took}
      {leftOut > 0 && `, ${formatCount(leftOut)} series left out`}
    </>
  );
}

/** Before the first answer what it does now, with the way to stop it; after that only what went wrong. */
function Progress({ answer }: { answer: TimeMachineProps['answer'] }) {
  const { since, failure, isStopped, data, stop, again } = answer;
  if (failure)
    return (
      <div className="re-progress" role="alert">
        <p className="err flex-1">{failure}</p>
        <button type="button" className="btn" onClick={again}>
          Try again
        </button>
      </div>
    );
  if (isStopped)
    return (
      <div className="re-progress" role="status">
        <span className="flex-1">Stopped. What is shown is not of this draft.</span>
        <button type="button" className="btn" onClick={again}>
          Go on
        </button>
      </div>
    );
  if (data) return null;
  return (
    <div className="re-progress" role="status">
      <Glyph look="running" />
      <span className="flex-1">{since === undefined ? 'Replaying' : <Waiting since={since} />}</span>
      {since !== undefined && (
        <button type="button" className="btn" onClick={stop}>
          Stop
        </button>
      )}
    </div>
  );
}

interface TotalProps {
  title: string;
  totals: Replay['totals'];
  /** What it is compared with. */
  before?: number | undefined;
}

function Total({ title, totals: { episodes, pagesAWeek, firingMs }, before }: TotalProps) {
  const less = before === undefined ? 0 : before - episodes;
  return (
    <div className="re-tm">
      <span className="re-tm-l">{title}</span>
      <span className="re-tm-v">
        {formatCount(episodes)}{' '}
        <small>
          {episodes === 1 ? 'page' : 'pages'}, {aWeek(pagesAWeek)}
        </small>
      </span>
      {before !== undefined && (
        <span className="re-tm-d">
          {less === 0
            ? 'as many as saved'
            : `${formatCount(Math.abs(less))} ${less > 0 ? 'fewer' : 'more'} than saved`}
        </span>
      )}
      <span className="re-tm-d">{firingMs > 0 ? `fires ${formatSpan(firingMs)} in all` : 'never fires'}</span>
    </div>
  );
}
