import { Readable } from 'node:stream';
import { type AuditEntry, type AuditVerdict, api, identityShapes } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { inputOf } from '../platform/http/input.ts';
import { serve } from '../platform/http/serve.ts';
import type { AuditFilter, AuditRow } from './audit/attempt.ts';
import { toCsv, toJsonLines } from './audit/export.ts';
import { auditStore } from './audit/store.ts';
import { flaws, verifyAudit } from './audit/verify.ts';
import { doerOf, type IdentityContext, privileged } from './context.ts';

const formats = {
  csv: { type: 'text/csv; charset=utf-8', write: toCsv },
  jsonl: { type: 'application/x-ndjson; charset=utf-8', write: toJsonLines },
} as const;

/** The audit log: a page of it, whether it is whole, and all of it. */
export function auditRoutes(app: FastifyInstance, context: IdentityContext): void {
  const { database, workspace, now } = context;
  const store = auditStore(database, workspace);
  serve(app, api.listAudit, async ({ before, limit, ...rest }) => {
    const filter = toFilter(rest);
    const [rows, total] = await Promise.all([store.list({ before, limit, ...filter }), store.count(filter)]);
    return { entries: rows.map(toEntry), total };
  });
  serve(app, api.verifyAudit, async (): Promise<AuditVerdict> => {
    const verdict = await verifyAudit(store);
    const { ms } = verdict;
    const checkedAt = new Date(now()).toISOString();
    if (verdict.ok) {
      const head = verdict.rows === 0 ? null : verdict.head.hash;
      return { ok: true, rows: verdict.rows, head, flaw: null, checkedAt, ms };
    }
    const { seq, why } = verdict;
    return { ok: false, rows: seq - 1, head: null, flaw: { seq, text: flaws[why] }, checkedAt, ms };
  });
  const config = { role: 'admin', scope: 'audit:read' } as const;
  app.get('/api/audit/export', { config }, async (request, reply) => {
    const { format, ...rest } = identityShapes.exportAudit.input.parse(inputOf(request));
    const step = {
      action: 'audit.export',
      target: format,
      detail: { ...rest },
      doer: doerOf({ caller: request.caller, request }),
    };
    await privileged(step as Parameters<typeof privileged>[0], context, async () => undefined);
    const { head } = await store.standing();
    const { type, write } = formats[format];
    const day = new Date(now()).toISOString().slice(0, 10);
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="audit-${day}.${format}"`)
      .type(type)
      .send(Readable.from(write(store.rows(toFilter(rest), head.seq))));
  });
}

type Asked = Omit<z.output<typeof identityShapes.exportAudit.input>, 'format'>;

function toFilter({ find, from, to, ...filter }: Asked): AuditFilter {
  const ms = (time: string | undefined) => (time === undefined ? undefined : Date.parse(time));
  return { ...filter, text: find, from: ms(from), to: ms(to) };
}

function toEntry({ seq, at, actor, action, target, outcome, reason, address, hash }: AuditRow): AuditEntry {
  const timestamp = new Date(at).toISOString();
  return { seq, timestamp, actor, action, target, outcome, reason, address, hash };
}
