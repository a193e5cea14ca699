import { createHash } from 'node:crypto';
import { type IncomingAlert, PrometheusDelivery, type SenderKind } from '@smartops/contract';
import { AppError } from '../../platform/errors.ts';
import { labelsOf, link, momentOf, plain, severityOf } from './texts.ts';

type One = PrometheusDelivery['alerts'][number];

/** What an alert is about, by the labels that usually say so; the most telling first. */
const places = ['instance', 'pod', 'service', 'node', 'host', 'container', 'job', 'grafana_folder'];

/** Throws AppError `invalid`. */
export function readPrometheus(kind: SenderKind, body: unknown): IncomingAlert[] {
  const parsed = PrometheusDelivery.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = kind === 'grafana' ? 'Grafana' : 'Alertmanager';
    throw new AppError('invalid', `Not what ${name} sends: ${issue?.path.join('.')} ${issue?.message}`);
  }
  const { version } = parsed.data;
  if (kind === 'alertmanager' && version !== '4')
    throw new AppError('invalid', `Version 4 of Alertmanager’s webhook is read, not ${plain(version, 20)}`);
  return parsed.data.alerts.map(toIncoming);
}

function toIncoming(one: One): IncomingAlert {
  const labels = labelsOf(one.labels);
  const { annotations } = one;
  const place = places.map((name) => labels[name]).find((text) => text !== undefined);
  const name = labels.alertname ?? 'Alert';
  const summary = plain(annotations.summary ?? annotations.title, 200);
  const message = plain(annotations.description ?? annotations.message ?? one.valueString, 2_000);
  return {
    fingerprint: plain(one.fingerprint, 200) || hash(labels),
    status: one.status,
    severity: severityOf(labels.severity ?? labels.priority),
    title: summary || (place ? `${place} ${name}` : name),
    message: message || name,
    resource: place ?? name,
    url: link(one.panelURL) ?? link(one.dashboardURL) ?? link(one.generatorURL),
    runbook: link(annotations.runbook_url),
    labels,
    startedAt: momentOf(one.startsAt),
    endedAt: one.status === 'resolved' ? momentOf(one.endsAt) : null,
  };
}

/** As Alertmanager does it: the labels make the alert. */
function hash(labels: IncomingAlert['labels']): string {
  const sorted = JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(sorted).digest('hex').slice(0, 16);
}
