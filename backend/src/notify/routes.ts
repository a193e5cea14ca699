import { api, type NotifyPolicy } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { ConflictError, NotFoundError } from '../platform/errors.ts';
import { type Asker, serve, serveFile } from '../platform/http/serve.ts';
import { createChannel, deleteChannel, restoreChannel, updateChannel } from './change-channel.ts';
import { channelStore, type StoredChannel, type StoredPolicy } from './channel-store.ts';
import { channelsAtHand } from './channels-at-hand.ts';
import type { Doer, NotifyContext } from './context.ts';
import { deliveryStore } from './delivery-store.ts';
import { deliveriesCsv } from './export.ts';
import { logStore } from './log-store.ts';
import { toNotice } from './notice.ts';
import { noticeStore, type Reader } from './notice-store.ts';
import { defaultPolicy, route } from './route.ts';
import { toChannel, toDelivery } from './shown.ts';
import { testChannel } from './test-channel.ts';
import { toldRoutes } from './told-routes.ts';

export interface NotifyPorts {
  readonly context: NotifyContext;
  doer(asker: Asker): Doer;
}

export function notifyRoutes(app: FastifyInstance, ports: NotifyPorts): void {
  bellRoutes(app, ports);
  channelRoutes(app, ports);
  policyRoutes(app, ports);
  deliveryRoutes(app, ports);
  toldRoutes(app, ports.context.database);
}

/** A person's marker follows them; whoever sits at the machine has one, and so has each key. */
const readerOf = ({ caller }: Asker): Reader => ({
  marker: `${caller?.kind ?? 'nobody'}:${caller?.id ?? ''}`,
  id: caller && caller.kind !== 'loopback' ? caller.id : null,
});

function bellRoutes(app: FastifyInstance, { context: { database } }: NotifyPorts): void {
  serve(app, api.listNotifications, async ({ limit }, asker) => {
    const store = noticeStore(database);
    const reader = readerOf(asker);
    const [newest, marker] = await Promise.all([store.newest(limit, reader), store.readUpTo(reader)]);
    return { notifications: newest.map(toNotice), ...marker };
  });
  serve(app, api.readNotifications, async ({ upTo }, asker) => ({
    readUpTo: await noticeStore(database).read(readerOf(asker).marker, upTo),
  }));
}

function channelRoutes(app: FastifyInstance, { context, doer }: NotifyPorts): void {
  const { database, environment, ways } = context;
  const shown = async (channels: readonly (StoredChannel & { readonly locked: boolean })[]) => {
    const policy = (await channelStore(database).policy())?.policy ?? defaultPolicy;
    const standings = await logStore(database).standings(channels.map(({ id }) => id));
    return channels.map((one) => toChannel(one, standings.get(one.id), policy));
  };
  const one = async (channel: StoredChannel) => {
    const [found] = await shown([{ ...channel, locked: false }]);
    if (!found) throw new NotFoundError('Channel', channel.id);
    return found;
  };
  serve(app, api.listChannels, async () => ({
    channels: await shown(await channelsAtHand(database, environment)),
    mail: ways.mail !== undefined,
  }));
  serve(app, api.createChannel, async ({ kind, ...input }, asker) => {
    const { channel, signingSecret } = await createChannel(kind, input, doer(asker), context);
    return { channel: await one(channel), signingSecret };
  });
  serve(app, api.updateChannel, async (input, asker) => {
    const { channel, signingSecret } = await updateChannel(input, doer(asker), context);
    context.notifier.wake();
    return { channel: await one(channel), signingSecret };
  });
  serve(app, api.deleteChannel, async (input, asker) => {
    await deleteChannel(input, doer(asker), context);
    return { success: true as const };
  });
  serve(app, api.restoreChannel, async ({ id }, asker) => ({
    channel: await one(await restoreChannel(id, doer(asker), context)),
  }));
  serve(app, api.testChannel, async ({ id }, asker) => {
    const { outcome, status, text, tookMs, at } = await testChannel(id, doer(asker), context);
    const time = new Date(at).toISOString();
    return { delivered: outcome === 'delivered', status, answer: text, tookMs, at: time };
  });
}

function policyRoutes(app: FastifyInstance, { context, doer }: NotifyPorts): void {
  const { database, environment, ways } = context;
  const shown = (stored: StoredPolicy | undefined) => ({
    version: stored?.version ?? 0,
    policy: stored?.policy ?? defaultPolicy,
    updatedBy: stored?.by ?? null,
    updatedAt: stored ? new Date(stored.at).toISOString() : null,
  });
  serve(app, api.getNotifyPolicy, async () => shown(await channelStore(database).policy()));
  serve(app, api.putNotifyPolicy, async ({ version, policy }, asker) => {
    const who = doer(asker);
    const detail = { routes: policy.routes.map(({ name }) => name).join(', ') };
    const step = { action: 'notify.policy', target: 'routes', detail };
    const stored = await who.privileged(step, async (tx) => {
      const change = { at: ways.now(), by: who.caller.name };
      const after = await channelStore(tx).putPolicy(policy, version, change);
      if (!after)
        throw new ConflictError('Somebody else has changed the routes meanwhile. Look at them again');
      return after;
    });
    return shown(stored);
  });
  serve(app, api.previewNotify, async ({ severity, kind, source, demo, labels, at, policy }) => {
    const channels = (await channelsAtHand(database, environment)).filter(({ enabled }) => enabled);
    const asked: NotifyPolicy = policy ?? (await channelStore(database).policy())?.policy ?? defaultPolicy;
    const now = at === undefined ? ways.now() : Date.parse(at);
    const notice = { severity, kind, demo, labels, connectionId: source };
    const ids = channels.map(({ id }) => id);
    const targets = route(notice, asked, now, { channels: ids }).map((target) => ({
      channelId: target.channelId,
      channelName: channels.find(({ id }) => id === target.channelId)?.name ?? target.channelId,
      route: target.route,
      at: new Date(target.dueAt).toISOString(),
      because: target.because,
    }));
    return { targets };
  });
}

function deliveryRoutes(app: FastifyInstance, { context, doer }: NotifyPorts): void {
  const { database, ways, notifier } = context;
  const log = logStore(database);
  serve(app, api.listDeliveries, async ({ before, limit, ...filter }) => {
    const [found, counts, own] = await Promise.all([
      log.list({ ...filter, before, limit }),
      log.counts(filter),
      log.size(filter),
    ]);
    return { deliveries: found.map(toDelivery), total: own, counts };
  });
  serveFile(app, api.exportDeliveries, async (filter) => ({
    name: `deliveries-${new Date(ways.now()).toISOString().slice(0, 10)}.csv`,
    content: deliveriesCsv((before) => log.list({ ...filter, before, limit: 500 })),
  }));
  serve(app, api.getNotifyFigures, async () => ({ figures: await log.figures(ways.now()) }));
  serve(app, api.retryDelivery, async ({ id }, asker) => {
    const found = await deliveryStore(database).find(id);
    if (!found) throw new NotFoundError('Delivery', id);
    const detail = { id, channel: found.channelName, state: found.state };
    const step = { action: 'delivery.retry', target: found.title, detail };
    const again = await doer(asker).privileged(step, async (tx) => {
      const after = await deliveryStore(tx).retry(id, ways.now());
      if (!after) throw new ConflictError('Only what waits or is dead can be tried again');
      return after;
    });
    notifier.wake();
    return { delivery: toDelivery(again) };
  });
}
