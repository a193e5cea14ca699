import { DAY } from '../../world/world.ts';
import type { Delivery } from '../hooks/hooks.ts';
import { repositoryId } from '../script/ids.ts';
import { type Answer, GitHubError, idOf, iso, notFound, type RepoCall } from './call.ts';
import { hookOf, sendBesides } from './hooks.ts';

const keptFor = 3 * DAY;
const usual = 30;
const most = 100;

/** Newest first, from a cursor on. */
export function listDeliveries(call: RepoCall): Answer {
  const { query, path } = call.incoming;
  const size = Math.min(most, Number.parseInt(query.get('per_page') ?? '', 10) || usual);
  const all = deliveriesOf(call).toReversed();
  const cursor = query.get('cursor');
  const start = cursor === null ? 0 : all.findIndex(({ id }) => `v1_${id}` === cursor);
  if (start < 0) throw new GitHubError(422, 'Validation Failed: cursor is not known');
  const next = all[start + size];
  const link = new URLSearchParams(query);
  if (next) link.set('cursor', `v1_${next.id}`);
  return {
    body: all.slice(start, start + size).map((one) => itemBody(call, one)),
    headers: next ? { link: `<${call.origin}${path}?${link}>; rel="next"` } : {},
  };
}

export function getDelivery(call: RepoCall): Answer {
  const delivery = deliveryOf(call);
  const body = {
    ...itemBody(call, delivery),
    url: hookOf(call).url,
    request: { headers: delivery.requestHeaders, payload: delivery.payload },
    response: { headers: delivery.responseHeaders, payload: delivery.responseBody },
  };
  return { body };
}

/** Sends it once more. */
export function redeliver(call: RepoCall): Answer {
  const { guid, event, action, payload } = deliveryOf(call);
  sendBesides(call.hooks, hookOf(call), { guid, event, action, payload, isRedelivery: true });
  return { status: 202, body: {} };
}

const deliveriesOf = (call: RepoCall): readonly Delivery[] =>
  (call.hooks.deliveries.get(hookOf(call).id) ?? []).filter(
    ({ deliveredAt }) => call.now - deliveredAt < keptFor,
  );

function deliveryOf(call: RepoCall): Delivery {
  const wanted = idOf(call, 'delivery');
  const found = deliveriesOf(call).find(({ id }) => id === wanted);
  if (!found) throw notFound();
  return found;
}

const itemBody = ({ repo }: RepoCall, delivery: Delivery) => ({
  id: delivery.id,
  guid: delivery.guid,
  delivered_at: iso(delivery.deliveredAt),
  redelivery: delivery.isRedelivery,
  duration: delivery.seconds,
  status: delivery.status,
  status_code: delivery.statusCode,
  event: delivery.event,
  action: delivery.action,
  installation_id: null,
  repository_id: repositoryId(repo),
  throttled_at: null,
});
