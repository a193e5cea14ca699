import type { Action } from './action.ts';
import type { AwsService, Web3Network } from './cloud.ts';
import type { Activity, Alert, AlertCounts } from './concern.ts';
import type { Deployment, Pipeline } from './delivery.ts';
import type { MemberRole } from './identity.ts';
import type { Incident } from './incident.ts';
import type { Metric } from './metric.ts';
import type { Notice } from './notify.ts';
import type { Change } from './patch.ts';
import type { RunMark } from './runs.ts';
import type { SourceState } from './source-state.ts';

/** Every topic of the stream with the items of its list, A9–A16. */
export interface Topics {
  metrics: Metric;
  /** What fires: at most 200, what somebody is to be told of first, then the gravest. */
  alerts: Alert;
  /** How many there are of all of them; `resolved` in the last day. One item. */
  'alert-counts': AlertCounts & { readonly id: string };
  /** How many rules there are, and a text that is another one after every change to any. One item. */
  rules: { readonly id: string; readonly total: number; readonly stamp: string };
  deployments: Deployment;
  'aws-services': AwsService;
  /** One run, or none: a list of at most one here, an object (or null) in the guide's form. */
  pipeline: Pipeline;
  'web3-networks': Web3Network;
  activity: Activity;
  incidents: Incident;
  sources: SourceState;
  /** What people had done, newest first. */
  actions: Action;
  /** The runs that changed last, the latest first: what they are is asked for with `GET /runs`. */
  runs: RunMark;
  /** What was worth telling, newest first. */
  notifications: Notice;
}
export type Topic = keyof Topics;
/** Who may hear a topic. Everybody hears the same frames, so who may not hear all of them is not let in. */
export const topicRoles: Readonly<Record<Topic, MemberRole>> = {
  metrics: 'viewer',
  alerts: 'viewer',
  'alert-counts': 'viewer',
  rules: 'viewer',
  deployments: 'viewer',
  'aws-services': 'viewer',
  pipeline: 'viewer',
  'web3-networks': 'viewer',
  activity: 'viewer',
  incidents: 'viewer',
  sources: 'viewer',
  actions: 'viewer',
  runs: 'viewer',
  notifications: 'viewer',
};
/** What an API key needs to hear any of them. */
export const streamScope = 'stream:read';

export type TopicState = { [Name in Topic]: readonly Topics[Name][] };

/** What a client gets that speaks no subprotocol: the guide's envelope with the whole topic. */
export interface PlainMessage {
  readonly type: Topic;
  readonly payload: unknown;
}

/** Ask for it in `Sec-WebSocket-Protocol`; resume with `?epoch=…&seq=…` of the last message seen. */
export const followProtocol = 'smartops.follow.v1';

/** What a follower gets. `state` replaces everything; `changes` are applied in order; neither is a sign of life. */
export interface FollowMessage {
  readonly epoch: string;
  readonly seq: number;
  readonly state?: TopicState;
  readonly changes?: readonly (Change & { readonly topic: Topic })[];
}
