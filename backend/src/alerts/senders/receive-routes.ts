import { api } from '@smartops/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import { createRateLimit } from '../../platform/http/rate-limit.ts';
import { slowDown } from '../../platform/http/slow-down.ts';
import type { SenderPorts } from './context.ts';
import { readDelivery } from './read-delivery.ts';
import { type StoredSender, senderStore } from './store.ts';
import { senderConnection, toDecisions } from './to-decisions.ts';
import { fits, tokenIn } from './token.ts';

/** A thousand alerts with their labels fit in. */
const bodyLimit = 2 * 1_048_576;
const perMinute = 120;
/** Compared with when there is no such sender, so that its time tells nothing. */
const nobody = '0'.repeat(64);

/** Where senders deliver. Open to strangers: the token says who it is. */
export function receiveRoutes(app: FastifyInstance, ports: SenderPorts): void {
  const { database, workspace, now, ingest } = ports;
  const limit = createRateLimit('key', perMinute);
  const { path, role } = api.deliverAlerts;
  app.post<{ Params: { id: string } }>(
    `/api${path}`,
    { config: { role }, bodyLimit },
    async (request, reply) => {
      const sender = await authenticated(request, request.params.id, ports);
      const waitMs = limit.take(sender.id, performance.now());
      if (waitMs > 0) return slowDown(reply, limit, waitMs);
      const store = senderStore(database, workspace);
      try {
        const alerts = readDelivery(sender, request.body);
        await ingest(senderConnection(sender.id), toDecisions(sender.id, alerts, now()));
        await store.heard(sender.id, now(), alerts.length);
        return await reply.code(202).header('cache-control', 'no-store').send({ received: alerts.length });
      } catch (error) {
        if (error instanceof AppError || error instanceof z.ZodError)
          await store.refused(sender.id, now(), reasonOf(error));
        throw error;
      }
    },
  );
}

/** The sender whose token this is. Throws AppError `unauthorized`, and records the attempt. */
async function authenticated(
  request: FastifyRequest,
  id: string,
  { database, workspace, privileged }: SenderPorts,
): Promise<StoredSender> {
  const found = await senderStore(database, workspace).find(id);
  const token = tokenIn(request.headers.authorization);
  const isRight = fits(token ?? '', found?.tokenHash ?? nobody);
  if (found && isRight && found.revokedAt === null) return found;
  const why = found && isRight ? 'This token was revoked' : 'The token does not fit this sender';
  return privileged(
    { caller: undefined, request },
    { action: 'alert.receive', target: found?.name ?? id.slice(0, 100) },
    async () => {
      throw new AppError('unauthorized', why);
    },
  );
}

function reasonOf(error: AppError | z.ZodError): string {
  return error instanceof AppError
    ? error.message
    : error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}
