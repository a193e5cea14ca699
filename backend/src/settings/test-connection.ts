import type { ConnectionTest } from '@smartops/contract';
import { EgressError } from '../platform/egress/egress-error.ts';
import { AppError } from '../platform/errors.ts';
import { SourceError } from '../sources/source.ts';
import { sourceOf } from './connections.ts';
import type { SettingsContext } from './context.ts';
import { ConnectionDocument, connectionName } from './documents.ts';
import type { Config } from './form.ts';
import { writeConfig } from './save-connection.ts';
import { settingStore } from './setting-store.ts';

const patienceMs = 20_000;

export interface Tried {
  readonly kind: string;
  /** The stored connection whose secrets stand for those that are left out. */
  readonly id?: string | undefined;
  readonly config: Config;
}

/** Makes the one cheap call that proves the settings. Throws ZodError when they are not complete. */
export async function testConnection(
  { kind, id, config }: Tried,
  context: SettingsContext,
): Promise<ConnectionTest> {
  const source = sourceOf(kind);
  if (!source) throw new AppError('invalid', `There is no kind of source called ${kind}`);
  const stored = id && (await settingStore(context.database, context.workspace).find(connectionName(id)));
  const before = ConnectionDocument.safeParse(stored ? stored.value : undefined).data;
  const own = before?.kind === kind ? before : undefined;
  const { whole } = await writeConfig(source, { id: `${kind}:test`, config, before: own }, context);
  const seed = {
    id: `${kind}:test`,
    source: kind,
    title: before?.title ?? 'this connection',
    demo: false,
    everyMs: 0,
    typed: true,
  };
  const connection = context.open({ ...seed, config: whole });
  const startedAt = performance.now();
  const outcome = await connection.check(AbortSignal.timeout(patienceMs)).then(
    () => ({ ok: true, reason: null, message: 'It answers', fix: null }),
    (error: unknown) => toOutcome(error),
  );
  await connection.close?.();
  return { ...outcome, ms: Math.round(performance.now() - startedAt) };
}

/** An address inside the operator's network is theirs to open. */
function allowance({ cause }: SourceError): string | null {
  if (!(cause instanceof EgressError) || cause.reason !== 'forbidden-address') return null;
  return 'If it is in your own network, allow its host or range on the server: EGRESS_ALLOW=10.0.0.0/8';
}

function toOutcome(error: unknown): Omit<ConnectionTest, 'ms'> {
  if (error instanceof SourceError)
    return { ok: false, reason: error.reason, message: error.message, fix: error.fix ?? allowance(error) };
  if (Object(error).name === 'TimeoutError') {
    const message = `There was no answer within ${patienceMs / 1_000} s`;
    return { ok: false, reason: 'unreachable', message, fix: null };
  }
  if (error instanceof AppError)
    return { ok: false, reason: 'unreachable', message: error.message, fix: null };
  throw error;
}
