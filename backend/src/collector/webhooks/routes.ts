import { api } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { AppError, NotFoundError } from '../../platform/errors.ts';
import type { Webhook } from '../../sources/webhook.ts';
import type { Inbox } from './inbox.ts';

export interface WebhookPorts {
  webhook(connectionId: string): Webhook | undefined;
  readonly inbox: Pick<Inbox, 'add'>;
}

/** GitHub sends at most 25 MB, and what is read here far less. */
const bodyLimit = 5 * 1024 * 1024;

/** Where senders deliver. Open to strangers: the signature over the raw body says who it is. */
export function webhookRoutes(app: FastifyInstance, { webhook, inbox }: WebhookPorts): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
      done(null, body),
    );
    const { path, role } = api.deliverWebhook;
    scope.post<{ Params: { id: string } }>(
      `/api${path}`,
      { config: { role }, bodyLimit },
      async ({ params, headers, body }, reply) => {
        const receiver = webhook(params.id);
        if (!receiver) throw new NotFoundError('Webhook', params.id);
        const delivery = receiver.open(headers, Buffer.isBuffer(body) ? body : Buffer.alloc(0));
        if (!delivery)
          throw new AppError('unauthorized', 'The signature does not fit the body and the secret');
        const isNew = await inbox.add(params.id, delivery);
        return reply
          .code(202)
          .header('cache-control', 'no-store')
          .send({ received: delivery.id, new: isNew });
      },
    );
  });
}
