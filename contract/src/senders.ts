import { z } from 'zod';
import { IsoTime, Severity } from './status.ts';

export const SenderKind = z.enum(['alertmanager', 'grafana', 'generic']);
export type SenderKind = z.infer<typeof SenderKind>;

const expression = z.string().trim().max(500);

/** Where the parts of an alert stand in a generic sender's JSON, as JMESPath expressions; all but `alerts` within one alert. */
export const SenderMapping = z.object({
  /** The list of alerts, or the one alert; `@` is the whole body. */
  alerts: expression.min(1).default('@'),
  title: expression.min(1),
  /** What makes two deliveries the same alert; without one, its title and resource. */
  fingerprint: expression.default(''),
  message: expression.default(''),
  severity: expression.default(''),
  /** True, or one of `resolvedWords`, when it has ended. */
  resolved: expression.default(''),
  resolvedWords: z.array(z.string().max(50)).max(20).default(['resolved', 'ok', 'closed']),
  resource: expression.default(''),
  url: expression.default(''),
  startedAt: expression.default(''),
  /** An object of labels. */
  labels: expression.default(''),
});
export type SenderMapping = z.infer<typeof SenderMapping>;

/** A monitoring system that tells of alerts. */
export const Sender = z.object({
  id: z.string(),
  name: z.string(),
  kind: SenderKind,
  mapping: SenderMapping.nullable(),
  version: z.int(),
  /** The first characters of its token, to be told apart by. */
  tokenStart: z.string(),
  /** Where it delivers, below the server's address. */
  path: z.string(),
  createdAt: IsoTime,
  createdBy: z.string(),
  /** Its token is not accepted any more. */
  revoked: z.boolean(),
  receivedAt: IsoTime.nullable(),
  received: z.int(),
  /** The last delivery that was refused, and why. */
  refusal: z.object({ at: IsoTime, reason: z.string() }).nullable(),
});
export type Sender = z.infer<typeof Sender>;

/** What a delivery says of one alert. */
export const IncomingAlert = z.object({
  fingerprint: z.string(),
  status: z.enum(['firing', 'resolved']),
  severity: Severity,
  title: z.string(),
  message: z.string(),
  resource: z.string(),
  url: z.string().nullable(),
  runbook: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  /** Null when it does not say. */
  startedAt: IsoTime.nullable(),
  endedAt: IsoTime.nullable(),
});
export type IncomingAlert = z.infer<typeof IncomingAlert>;

const words = z.record(z.string(), z.unknown()).default({});

/** The webhook of Alertmanager, version 4, which Grafana's is a superset of; only the fields that are read. */
export const PrometheusDelivery = z.object({
  version: z.string().optional(),
  alerts: z.array(
    z.object({
      status: z.enum(['firing', 'resolved']),
      labels: words,
      annotations: words,
      startsAt: z.string().optional(),
      endsAt: z.string().optional(),
      generatorURL: z.string().optional(),
      fingerprint: z.string().max(200).optional(),
      dashboardURL: z.string().optional(),
      panelURL: z.string().optional(),
      valueString: z.string().optional(),
    }),
  ),
});
export type PrometheusDelivery = z.infer<typeof PrometheusDelivery>;
