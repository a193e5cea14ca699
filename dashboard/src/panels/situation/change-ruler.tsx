import {
  toAlertMarks,
  toDeployMarks,
  toIncidentStretches,
  toRunningStretches,
} from '../../facts/happenings.ts';
import { rangeMs } from '../../format/range.ts';
import { formatMinute } from '../../format/time.ts';
import { useRange } from '../../state/range.ts';
import type { Lane } from '../../ui/ruler/lane.ts';
import { Ruler } from '../../ui/ruler/ruler.tsx';
import type { WrongProps } from './wrong-props.ts';

/** Incidents, alerts and deploys of the range, one under the other. */
export function ChangeRuler({ wrong, story, now }: WrongProps) {
  const range = useRange();
  const span = { from: now - rangeMs[range], to: now };
  const lanes: Lane[] = [
    { title: 'Alerts', marks: toAlertMarks(story.alerts), stretches: [] },
    {
      title: 'Deploys',
      marks: toDeployMarks(story.deployments, wrong.before?.deployment.id),
      stretches: toRunningStretches(story.deployments),
    },
  ];
  const incidents = toIncidentStretches(story.incidents);
  if (incidents.length > 0) lanes.unshift({ title: 'Incidents', marks: [], stretches: incidents });
  return (
    <Ruler
      label={`What happened, ${formatMinute(span.from)} to ${formatMinute(span.to)}`}
      lanes={lanes}
      span={span}
      onset={wrong.worst.since}
    />
  );
}
