import { z } from 'zod';
import { type Route, route } from './route.ts';
import { IncomingAlert, Sender, SenderKind, SenderMapping } from './senders.ts';

const id = z.string().min(1).max(200);
const name = z.string().trim().min(1).max(100);
const change = { role: 'operator', scope: 'rules:write' } as const;
/** The token is shown once: only its hash is kept. */
const withToken = z.object({ sender: Sender, token: z.string() });

/** Who may tell of alerts; they deliver to `POST /api/in/alerts/:id` with their token. */
export const senderApi = {
  listSenders: route({
    method: 'GET',
    role: 'viewer',
    scope: 'alerts:read',
    path: '/senders',
    summary: 'Monitoring systems that tell of alerts, and when each was heard last',
    input: z.object({}),
    reply: z.object({ senders: z.array(Sender) }),
  }),
  addSender: route({
    ...change,
    method: 'POST',
    path: '/senders',
    summary: 'Lets one more system tell of alerts; the reply has its token, once',
    input: z.object({ name, kind: SenderKind, mapping: SenderMapping.optional() }),
    reply: withToken,
  }),
  previewSender: route({
    ...change,
    method: 'POST',
    path: '/senders/preview',
    summary: 'Reads a sample as a sender of this kind would be read; nothing is kept',
    input: z.object({ kind: SenderKind, mapping: SenderMapping.optional(), sample: z.unknown() }),
    reply: z.object({ alerts: z.array(IncomingAlert) }),
  }),
  updateSender: route({
    ...change,
    method: 'PATCH',
    path: '/senders/:id',
    summary: 'Renames it, maps it otherwise, or stops taking its token',
    input: z.object({
      id,
      version: z.int().min(1).optional(),
      name: name.optional(),
      mapping: SenderMapping.optional(),
      revoked: z.boolean().optional(),
    }),
    reply: z.object({ sender: Sender }),
  }),
  undoSender: route({
    ...change,
    method: 'POST',
    path: '/senders/:id/undo',
    summary: 'Changes back what the last edit changed; 409 when somebody has changed it since `version`',
    input: z.object({ id, version: z.int().min(1) }),
    reply: z.object({ sender: Sender }),
  }),
  rotateSender: route({
    ...change,
    method: 'POST',
    path: '/senders/:id/token',
    summary: 'A new token in the place of the old one, shown once',
    input: z.object({ id }),
    reply: withToken,
  }),
  removeSender: route({
    ...change,
    method: 'DELETE',
    path: '/senders/:id',
    summary: 'Takes the sender away and ends the alerts it told of; it can be restored for 30 days',
    input: z.object({ id }),
    reply: z.object({ success: z.literal(true) }),
  }),
  restoreSender: route({
    ...change,
    method: 'POST',
    path: '/senders/:id/restore',
    summary: 'Brings a removed sender back, with the token it had',
    input: z.object({ id }),
    reply: z.object({ sender: Sender }),
  }),
} satisfies Record<string, Route>;
