import type { IncidentView } from '@smartops/contract';
import { toAlertMarks, toDeployMarks } from '../../facts/happenings.ts';
import { isActive, spanOf } from '../../facts/incidents.ts';
import { formatMinute } from '../../format/time.ts';
import type { Lane } from '../../ui/ruler/lane.ts';
import { Ruler } from '../../ui/ruler/ruler.tsx';

/** Alerts, deploys and what was done, on one clock; tinted since it began. */
export function IncidentRuler({ view, now, onset }: { view: IncidentView; now: number; onset: number }) {
  const { incident, suspect, alerts, deployments, actions } = view;
  const span = spanOf(incident, suspect, now);
  const production = deployments.filter(({ environment }) => environment === 'production');
  const lanes: Lane[] = [
    { title: 'Alerts', marks: toAlertMarks(alerts), stretches: [] },
    { title: 'Deploys', marks: toDeployMarks(production, suspect?.id), stretches: [] },
  ];
  if (actions.length > 0)
    lanes.push({
      title: 'Actions',
      marks: [],
      stretches: actions
        .filter(({ approved }) => approved !== null)
        .map(({ id, approved, finishedAt, status, summary }) => ({
          id,
          from: Date.parse(approved?.at ?? ''),
          to: finishedAt === null ? undefined : Date.parse(finishedAt),
          look: status === 'succeeded' ? 'healthy' : status === 'failed' ? 'critical' : 'running',
          label: summary.title,
        })),
    });
  return (
    <Ruler
      label={`What happened, ${formatMinute(span.from)} to ${formatMinute(span.to)}`}
      lanes={lanes}
      span={span}
      onset={onset}
      live={isActive(incident)}
    />
  );
}
