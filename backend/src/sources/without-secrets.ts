import { setImmediate } from 'node:timers/promises';
import type { Redactor } from '../platform/redaction/redaction.ts';
import { type Batch, type Connection, SourceError, type SourceLog } from './source.ts';
import { textPieces } from './text-pieces.ts';

const atOnce = 25;

/**
 * The same connection, and nothing that it hands over holds a secret: foreign systems quote the token that was sent, and
 * people paste keys into commit messages. What to do about a failure is said as `advise` has it. What is cleaned here is clean in the database, in replies and on the stream.
 */
export function withoutSecrets(
  connection: Connection,
  redact: Redactor,
  advise: (advice: string) => string = (advice) => advice,
): Connection {
  const {
    check,
    collect,
    hasHistory,
    stages,
    needs,
    log,
    compare,
    countsAs,
    deployWords,
    actions,
    webhook,
    close,
  } = connection;
  const guarded =
    <Input extends unknown[], Output>(call: (...input: Input) => Promise<Output>) =>
    (...input: Input) =>
      call.apply(connection, input).catch((error: unknown) => {
        throw error instanceof SourceError ? cleanError(error, redact, advise) : error;
      });
  return {
    check: guarded(check),
    collect: guarded(async (...input: Parameters<Connection['collect']>) =>
      cleanBatch(await collect.apply(connection, input), redact, advise),
    ),
    ...(hasHistory && { hasHistory }),
    ...(stages && {
      stages: guarded(async (...input: Parameters<typeof stages>) =>
        redact(await stages.apply(connection, input)),
      ),
    }),
    // Ids alone, of jobs that were cleaned before.
    ...(needs && { needs: guarded(needs) }),
    ...(log && {
      log: guarded(async (...input: Parameters<typeof log>) =>
        cleanLog(await log.apply(connection, input), redact),
      ),
    }),
    ...(compare && {
      compare: guarded(async (...input: Parameters<typeof compare>) =>
        redact(await compare.apply(connection, input)),
      ),
    }),
    // It only knows what was cleaned before.
    ...(countsAs && { countsAs: (run, rules) => countsAs.call(connection, run, rules) }),
    ...(deployWords && { deployWords }),
    ...(actions && {
      actions: {
        prepare: guarded(async (...input: Parameters<typeof actions.prepare>) =>
          redact(await actions.prepare(...input)),
        ),
        run: guarded(async (...input: Parameters<typeof actions.run>) => redact(await actions.run(...input))),
        follow: guarded(async (...input: Parameters<typeof actions.follow>) =>
          redact(await actions.follow(...input)),
        ),
      },
    }),
    ...(webhook && {
      webhook: {
        open: (headers, raw) => webhook.open(headers, raw),
        receive: guarded(async (...input: Parameters<typeof webhook.receive>) =>
          redact(await webhook.receive(...input)),
        ),
      },
    }),
    ...(close && { close: () => close.apply(connection) }),
  };
}

/** Ids are made of names, so they are cleaned like everything else; only the cursor stays, which nobody else reads. */
async function cleanBatch(
  batch: Batch,
  redact: Redactor,
  advise: (advice: string) => string,
): Promise<Batch> {
  return {
    ...batch,
    resources: await inPieces(batch.resources, redact),
    samples: batch.samples.map((sample) => {
      const resourceId = redact(sample.resourceId);
      return resourceId === sample.resourceId ? sample : { ...sample, resourceId };
    }),
    events: await inPieces(batch.events, redact),
    problems: redact(
      batch.problems.map(({ fix, ...one }) => ({ ...one, fix: fix === null ? null : advise(fix) })),
    ),
  };
}

/** A first reading is long; between its pieces others are answered. */
async function inPieces<Item>(items: readonly Item[], redact: Redactor): Promise<Item[]> {
  const cleaned: Item[] = [];
  for (let from = 0; from < items.length; from += atOnce) {
    if (from > 0) await setImmediate();
    cleaned.push(...redact(items.slice(from, from + atOnce)));
  }
  return cleaned;
}

async function cleanLog(log: SourceLog, redact: Redactor): Promise<SourceLog> {
  if (log.state !== 'text') return redact(log);
  const cleaned: string[] = [];
  for (const piece of textPieces(log.text)) {
    cleaned.push(redact(piece));
    await setImmediate();
  }
  return { ...log, text: cleaned.join('') };
}

function cleanError(error: SourceError, redact: Redactor, advise: (advice: string) => string): SourceError {
  const { reason, message, retryAt, fix, cause } = error;
  return new SourceError(reason, redact(message), {
    cause,
    retryAt,
    ...(fix !== undefined && { fix: redact(advise(fix)) }),
  });
}
