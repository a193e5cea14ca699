import { openActions } from './action-ports.ts';
import { openAlerts } from './alert-ports.ts';
import { openDeployRules } from './deploy-rules.ts';
import type { Identity } from './identity/open-identity.ts';
import { openIncidents } from './incident-ports.ts';
import { openInbox } from './ingestion-ports.ts';
import { openNotify } from './notify-ports.ts';
import type { Facts } from './overview/topics.ts';
import type { Egress } from './platform/egress/egress.ts';
import type { Log } from './platform/log/open-log.ts';
import type { Sealing } from './platform/sealing/sealing.ts';
import type { Parts } from './ports.ts';
import type { Refresher } from './refresher.ts';
import { senderPorts } from './sender-ports.ts';

interface Around {
  readonly identity: Identity;
  readonly egress: Egress;
  readonly sealing: Sealing;
  readonly facts: Facts;
  readonly refresher: Refresher;
  readonly log: Log;
  /** Looks at a connection before its time. */
  readonly look: (connectionId: string) => void;
}

/** The rooms where people do something, each joined to those it tells. */
export function openRooms(parts: Parts, { facts, look, egress, sealing, ...around }: Around) {
  const { identity, refresher, log } = around;
  const { notifier, ...notify } = openNotify(parts, { identity, egress, sealing, log });
  const tools = { identity, refresher, log, tell: () => notifier.wake() };
  const incidents = openIncidents(parts, tools);
  const actions = openActions(parts, { ...tools, look, acted: incidents.keepUp });
  const alerts = openAlerts(parts, tools);
  const inbox = openInbox(parts, tools);
  const deployRules = openDeployRules(parts, { ...tools, facts });
  return {
    ...{ tools, notifier, notify, incidents, actions, alerts, inbox, deployRules },
    /** For the routes. */
    ports: {
      actions: actions.ports,
      alerts: alerts.ports,
      incidents: incidents.ports,
      notify: notify.ports,
      deployRules: deployRules.ports,
      senders: senderPorts(parts, tools),
      ...{ inbox, refresher, look },
    },
    async close() {
      await Promise.all([actions.executor.stop(), alerts.close(), deployRules.stop()]);
    },
  };
}
