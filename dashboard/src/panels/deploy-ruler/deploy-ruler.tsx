import { situation } from '../../facts/situation.ts';
import { plural } from '../../format/number.ts';
import { rangeMs, rangeWords } from '../../format/range.ts';
import { useStory } from '../../live/use-story.ts';
import { useRange } from '../../state/range.ts';
import { useNow } from '../../ui/clock.ts';
import { MarkShape } from '../../ui/ruler/marker.tsx';
import { Ruler } from '../../ui/ruler/ruler.tsx';
import { Head, Sheet } from '../../ui/sheet.tsx';
import { deployLanes } from './deploy-lanes.ts';

/** What went to production over the range, a lane for each service. */
export function DeployRuler() {
  const story = useStory();
  const range = useRange();
  const now = useNow(10_000);
  if (!story) return null;
  const span = { from: now - rangeMs[range], to: now };
  const current = situation(story, now);
  const wrong = 'worst' in current && current.level === 'critical' ? current : undefined;
  const lanes = deployLanes(story, span, wrong?.before?.deployment.id);
  if (lanes.length === 0) return null;
  const count = lanes.reduce((sum, { marks }) => sum + marks.length, 0);
  return (
    <Sheet label="Production deploys">
      <Head title={`Production, ${rangeWords[range].toLowerCase()}`} note={plural(count, 'deploy')}>
        <span className="mark-legend max-tab:hidden">
          <span>
            <MarkShape shape="deploy" />
            succeeded
          </span>
          <span className="c-critical">
            <MarkShape shape="failed-deploy" />
            failed
          </span>
        </span>
      </Head>
      <Ruler label="Production deploys" lanes={lanes} span={span} onset={wrong?.worst.since} bare />
    </Sheet>
  );
}
