/** What each setting is called, by the beginning of its place. */
const words: readonly (readonly [string, string])[] = [
  ['thresholds.cpu', 'CPU'],
  ['thresholds.memory', 'Memory'],
  ['thresholds.disk', 'Disk'],
  ['retention.raw', 'Readings are kept'],
  ['retention.fiveMinutes', '5-minute means are kept'],
  ['retention.hours', 'Hourly means are kept'],
  ['retention.logs', 'Logs are kept'],
  ['retention.deliveries', 'Deliveries are kept'],
  ['retention.events', 'Deployments and runs are kept'],
  ['notifications.email', 'Email'],
  ['notifications.slack', 'Slack'],
  ['notifications.webhook', 'Webhooks'],
  ['integrations.slack.enabled', 'The settings’ Slack channel'],
  ['slack.', 'Slack '],
  ['webhook.', 'Webhook '],
  ['intervals.', 'Interval of '],
  ['integrations.github.', 'GitHub '],
  ['integrations.aws.', 'AWS '],
];

/** One line for the list of saves: `CPU 80 → 85, Slack false → true`. */
export function sentenceOf(changes: Readonly<Record<string, string | null>>): string {
  const { 'integrations.slack.enabled': own, ...others } = changes;
  // Where its channel alone decides whether Slack is told, once is enough.
  const told = own === undefined || own === changes['notifications.slack'] ? others : changes;
  const parts = Object.entries(told).map(([field, change]) => `${nameOf(field)} ${change ?? ''}`.trim());
  return parts.join(', ').slice(0, 200);
}

function nameOf(field: string): string {
  const [start, word] = words.find(([beginning]) => field.startsWith(beginning)) ?? ['', ''];
  return `${word}${field.slice(start.length)}`;
}
