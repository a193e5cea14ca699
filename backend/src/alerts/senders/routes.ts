import { randomUUID } from 'node:crypto';
import { api } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { serve } from '../../platform/http/serve.ts';
import type { SenderPorts } from './context.ts';
import { readDelivery } from './read-delivery.ts';
import { senderStore, showSender } from './store.ts';
import { senderConnection } from './to-decisions.ts';
import { newSenderToken } from './token.ts';

/** The people's side: who may tell of alerts. */
export function senderRoutes(app: FastifyInstance, ports: SenderPorts): void {
  const { database, workspace, now, privileged } = ports;
  serve(app, api.listSenders, async () => ({
    senders: (await senderStore(database, workspace).list()).map(showSender),
  }));
  serve(app, api.previewSender, async ({ sample, ...sender }) => ({
    alerts: readDelivery({ ...sender, mapping: sender.mapping }, sample),
  }));
  serve(app, api.addSender, async ({ name, kind, mapping }, asker) => {
    const made = newSenderToken();
    const one = {
      ...{ id: randomUUID(), name, kind, version: 1, tokenHash: made.hash, tokenStart: made.start },
      mapping: kind === 'generic' ? (mapping ?? null) : null,
      ...{ createdAt: now(), createdBy: ports.name(asker), revokedAt: null, receivedAt: null, received: 0 },
      ...{ refusedAt: null, refusal: null },
    };
    const step = { action: 'sender.add', target: name, detail: { id: one.id, kind } };
    await privileged(asker, step, (tx) => senderStore(tx, workspace).add(one));
    return { sender: showSender(one), token: made.token };
  });
  changeRoutes(app, ports);
  undoRoutes(app, ports);
}

function changeRoutes(app: FastifyInstance, ports: SenderPorts): void {
  const { database, workspace, now, privileged, ingest } = ports;
  const standing = async (id: string) => {
    const found = await senderStore(database, workspace).find(id);
    if (!found) throw new NotFoundError('Sender', id);
    return found;
  };
  serve(app, api.updateSender, async ({ id, version, name, mapping, revoked }, asker) => {
    const before = await standing(id);
    const revokedAt = revoked === undefined ? before.revokedAt : revoked ? now() : null;
    const after = { name: name ?? before.name, mapping: mapping ?? before.mapping, revokedAt };
    const detail = { id, name: after.name, revoked: `${revokedAt !== null}` };
    const step = { action: revoked ? 'sender.revoke' : 'sender.update', target: before.name, detail };
    const updated = await privileged(asker, step, async (tx) => {
      const one = await senderStore(tx, workspace).update({ id, version: version ?? before.version }, after);
      if (!one)
        throw new ConflictError('Somebody else has changed this meanwhile. Load it again and compare.');
      return one;
    });
    return { sender: showSender(updated) };
  });
  serve(app, api.rotateSender, async ({ id }, asker) => {
    const { name } = await standing(id);
    const made = newSenderToken();
    const updated = await privileged(
      asker,
      { action: 'sender.rotate', target: name, detail: { id } },
      async (tx) => {
        const one = await senderStore(tx, workspace).rotate(id, made);
        if (!one) throw new NotFoundError('Sender', id);
        return one;
      },
    );
    return { sender: showSender(updated), token: made.token };
  });
  serve(app, api.removeSender, async ({ id }, asker) => {
    const { name } = await standing(id);
    await privileged(asker, { action: 'sender.remove', target: name, detail: { id } }, async (tx) => {
      if (!(await senderStore(tx, workspace).remove(id, now()))) throw new NotFoundError('Sender', id);
    });
    // Nobody would end them any more.
    const left = await senderStore(database, workspace).firing(senderConnection(id));
    const decisions = left.map((fingerprint) => ({ kind: 'resolve' as const, fingerprint, at: now() }));
    if (decisions.length > 0) await ingest(senderConnection(id), decisions);
    return { success: true as const };
  });
}

/** The ways back. */
function undoRoutes(app: FastifyInstance, { database, workspace, privileged }: SenderPorts): void {
  serve(app, api.undoSender, async ({ id, version }, asker) => {
    const found = await senderStore(database, workspace).find(id);
    if (!found) throw new NotFoundError('Sender', id);
    const step = { action: 'sender.undo', target: found.name, detail: { id } };
    const undone = await privileged(asker, step, async (tx) => {
      const one = await senderStore(tx, workspace).undo({ id, version });
      if (!one)
        throw new ConflictError('The same was changed again since, so this cannot be undone by itself');
      return one;
    });
    return { sender: showSender(undone) };
  });
  serve(app, api.restoreSender, async ({ id }, asker) => {
    const step = { action: 'sender.restore', target: id, detail: { id } };
    const restored = await privileged(asker, step, async (tx) => {
      const one = await senderStore(tx, workspace).restore(id);
      if (!one) throw new NotFoundError('Removed sender', id);
      return one;
    });
    return { sender: showSender(restored) };
  });
}
