import type { Metric, TopicState } from '@smartops/contract';
import { type Happening, toAlertMarks, toDeployMarks } from './happenings.ts';
import { type SituationTopics, situation } from './situation.ts';

export interface ChartStory {
  readonly marks: readonly Happening[];
  /** Since when something critical is wrong. */
  readonly onset: number | undefined;
}

/** What a chart of these metrics marks: production deploys, the alerts about them, and since when something is critical. */
export function chartStory(topics: SituationTopics, metrics: readonly Metric[], now: number): ChartStory {
  const current = situation(topics, now);
  const wrong = 'worst' in current ? current : undefined;
  const production = topics.deployments.filter(({ environment }) => environment === 'production');
  return {
    marks: [
      ...toDeployMarks(production, wrong?.before?.deployment.id).map(shortLabel(topics.deployments)),
      ...toAlertMarks(about(topics.alerts, metrics)),
    ],
    onset: wrong?.level === 'critical' ? wrong.worst.since : undefined,
  };
}

const about = (alerts: TopicState['alerts'], metrics: readonly Metric[]) =>
  alerts.filter(({ metricId, state }) => state === 'firing' && metrics.some(({ id }) => id === metricId));

/** In a chart the version says enough. */
const shortLabel = (deployments: TopicState['deployments']) => (mark: Happening) => ({
  ...mark,
  label: deployments.find(({ id }) => id === mark.id)?.version ?? mark.label,
});
