import type { Sender, SenderMapping } from '@smartops/contract';

/** What each kind sends, to begin with. */
export const samples: Record<Sender['kind'], string> = {
  alertmanager: `{
  "version": "4",
  "status": "firing",
  "alerts": [
    {
      "status": "firing",
      "labels": { "alertname": "HighErrorRate", "severity": "critical", "instance": "checkout-api:9090" },
      "annotations": { "summary": "checkout-api answers 4.8 % with 5xx" },
      "startsAt": "2026-03-01T12:00:00Z",
      "fingerprint": "b2f1c0ffee"
    }
  ]
}`,
  grafana: `{
  "status": "firing",
  "alerts": [
    {
      "status": "firing",
      "labels": { "alertname": "Disk almost full", "severity": "warning", "instance": "db-1" },
      "annotations": { "summary": "92 % of /var is used" },
      "startsAt": "2026-03-01T12:00:00Z",
      "fingerprint": "57c6d9296de2ad39",
      "dashboardURL": "https://grafana.example/d/disks"
    }
  ]
}`,
  generic: `{
  "events": [
    { "key": "A-17", "name": "Queue is not read", "level": "high", "state": "open", "host": "worker-3" }
  ]
}`,
};

/** Fits the sample above. */
export const firstMapping: SenderMapping = {
  alerts: 'events',
  title: 'name',
  fingerprint: 'key',
  message: '',
  severity: 'level',
  resolved: 'state',
  resolvedWords: ['resolved', 'ok', 'closed'],
  resource: 'host',
  url: '',
  startedAt: '',
  labels: '',
};

export const mappingWords: Record<Exclude<keyof SenderMapping, 'resolvedWords'>, string> = {
  alerts: 'List of alerts',
  title: 'Title',
  fingerprint: 'What makes it the same alert',
  severity: 'Severity',
  resolved: 'State',
  resource: 'Resource',
  message: 'Message',
  url: 'Link',
  startedAt: 'Since',
  labels: 'Labels',
};
