import { toDeployMarks, toIncidentStretches, toRunningStretches } from '../../facts/happenings.ts';
import type { SituationTopics } from '../../facts/situation.ts';
import type { Lane } from '../../ui/ruler/lane.ts';
import type { Span } from '../../ui/ruler/place-marks.ts';

const most = 8;

/** A lane for each service that was deployed to production in the span, by name; incidents above them. */
export function deployLanes(
  { deployments, incidents }: SituationTopics,
  span: Span,
  keyId?: string,
): readonly Lane[] {
  const production = deployments.filter(({ environment }) => environment === 'production');
  const services = [...new Set(production.map(({ name }) => name))].toSorted();
  const lanes = services.map((title): Lane => {
    const own = production.filter(({ name }) => name === title);
    const marks = toDeployMarks(own, keyId)
      .filter(({ at }) => at >= span.from && at <= span.to)
      .map((mark) => ({ ...mark, label: own.find(({ id }) => id === mark.id)?.version ?? mark.label }));
    return { title, marks, stretches: toRunningStretches(own) };
  });
  const busy = lanes.filter(({ marks, stretches }) => marks.length + stretches.length > 0).slice(0, most);
  const open = toIncidentStretches(incidents).filter(({ to = span.to }) => to >= span.from);
  return open.length > 0 && busy.length > 0
    ? [{ title: 'Incidents', marks: [], stretches: open }, ...busy]
    : busy;
}
