import { getDelivery, listDeliveries, redeliver } from './deliveries.ts';
import { createHook, deleteHook, getHook, listHooks, pingHook, updateHook } from './hooks.ts';
import { inRepository, type Route, repos, writing } from './route.ts';

const permission = 'repository_hooks=read';
const hook = (name: string, anchor: string, answer: Parameters<typeof repos>[3]) =>
  repos(name, `repos/webhooks#${anchor}`, permission, answer);

/** Webhooks and what they delivered. */
export const hookRoutes: readonly Route[] = [
  inRepository('/hooks', hook('listWebhooks', 'list-repository-webhooks', listHooks)),
  inRepository('/hooks', writing(hook('createWebhook', 'create-a-repository-webhook', createHook))),
  inRepository('/hooks/{hook}', hook('getWebhook', 'get-a-repository-webhook', getHook)),
  inRepository(
    '/hooks/{hook}',
    writing(hook('updateWebhook', 'update-a-repository-webhook', updateHook), 'PATCH'),
  ),
  inRepository(
    '/hooks/{hook}',
    writing(hook('deleteWebhook', 'delete-a-repository-webhook', deleteHook), 'DELETE'),
  ),
  inRepository('/hooks/{hook}/pings', writing(hook('pingWebhook', 'ping-a-repository-webhook', pingHook))),
  inRepository(
    '/hooks/{hook}/deliveries',
    hook('listWebhookDeliveries', 'list-deliveries-for-a-repository-webhook', listDeliveries),
  ),
  inRepository(
    '/hooks/{hook}/deliveries/{delivery}',
    hook('getWebhookDelivery', 'get-a-delivery-for-a-repository-webhook', getDelivery),
  ),
  inRepository(
    '/hooks/{hook}/deliveries/{delivery}/attempts',
    writing(hook('redeliverWebhookDelivery', 'redeliver-a-delivery-for-a-repository-webhook', redeliver)),
  ),
];
