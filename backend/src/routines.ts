import { randomUUID } from 'node:crypto';
import type { RetentionName } from '@smartops/contract';
import { senderStore } from './alerts/senders/store.ts';
import { deliveryStore } from './collector/webhooks/store.ts';
import { openJobs } from './platform/jobs/jobs.ts';
import type { Log } from './platform/log/open-log.ts';
import type { Parts } from './ports.ts';
import type { Refresher } from './refresher.ts';
import { scan } from './security/check.ts';
import { checks } from './security/checks/index.ts';
import { scanStore } from './security/store.ts';
import { expireSettings } from './settings/expire.ts';
import { expireEvents } from './signals/expire-store.ts';
import { readStore } from './signals/read-store.ts';
import { expire } from './signals/sample-store.ts';
import { seal } from './signals/seal-store.ts';

const hourMs = 3_600_000;
const keepUpMs = 10_000;
const dayMs = 24 * hourMs;

export interface RoutinePorts {
  readonly refresher: Refresher;
  readonly log: Log;
  readonly settleDeployments: () => Promise<void>;
  /** Resolves the incidents that have been calm for long enough. */
  readonly keepUp: () => Promise<void>;
  readonly expireNotices: () => Promise<void>;
  /** Days, as people chose. */
  readonly retention: () => Readonly<Record<RetentionName, number>>;
}

/** What is done by the clock: samples are sealed hourly and expire daily as logs do, security checks run every few minutes. */
export async function startRoutines(
  parts: Parts,
  { refresher, log, settleDeployments, keepUp, retention, expireNotices }: RoutinePorts,
): Promise<{ close(): Promise<void> }> {
  const { database, config, logs, now } = parts;
  const jobs = await openJobs(database, (job, err) =>
    log.error({ job, err }, 'a job failed and will be tried again'),
  );
  await jobs.schedule('seal-samples', '7 * * * *', () => seal(database.sql, now() - hourMs));
  await jobs.schedule('keep-failed-logs', '*/15 * * * *', logs.keepFailed);
  // Where whoever saved new rules died before all was brought in line.
  await jobs.schedule('settle-deployments', '*/5 * * * *', settleDeployments);
  await jobs.schedule('expire-logs', '41 3 * * *', logs.expire);
  await jobs.schedule('expire-samples', '23 3 * * *', () => {
    const { raw, fiveMinutes, hours } = retention();
    const chosen = [
      [0, raw],
      [300_000, fiveMinutes],
      [hourMs, hours],
    ] as const;
    return expire(database.sql, now(), new Map(chosen.map(([stepMs, days]) => [stepMs, days * dayMs])));
  });
  await jobs.schedule('expire-deliveries', '41 4 * * *', () =>
    deliveryStore(database.sql).expire(now() - retention().deliveries * dayMs),
  );
  await jobs.schedule('expire-events', '11 4 * * *', () =>
    expireEvents(database.sql, now() - retention().events * dayMs),
  );
  await jobs.schedule('expire-settings', '51 4 * * *', () => expireSettings(database.sql, now()));
  await jobs.schedule('expire-senders', '53 4 * * *', () =>
    senderStore(database.sql).forget(now() - 30 * dayMs),
  );

  await jobs.schedule('expire-notices', '56 4 * * *', expireNotices);
  void settleDeployments().catch((err: unknown) =>
    log.error({ err }, 'deployments could not be brought in line yet'),
  );
  const look = () =>
    runChecks(parts)
      .then((changed) => (changed ? refresher.touch(['activity']) : undefined))
      .catch((err: unknown) => log.error({ err }, 'the security checks failed'));
  // Soon after the start, when the first listings are in, then on the operator's rhythm.
  const first = setTimeout(look, 15_000).unref();
  const timer = setInterval(look, config.env.SECURITY_INTERVAL_SECONDS).unref();
  let kept = Promise.resolve();
  const keeping = setInterval(() => {
    kept = keepUp();
  }, keepUpMs).unref();
  return {
    async close() {
      clearInterval(keeping);
      clearTimeout(first);
      clearInterval(timer);
      await kept;
      await jobs.close();
    },
  };
}

/** One run of every check on every connection. True when an outcome is another than the last time. */
async function runChecks({ database, seeds, now }: Parts): Promise<boolean> {
  const resources = await readStore(database.sql).resources(checks.flatMap(({ kinds }) => kinds));
  const before = await scanStore(database.sql).latest();
  let changed = false;
  for (const { id: connectionId } of seeds)
    for (const check of checks) {
      const own = resources.filter((resource) => resource.connectionId === connectionId);
      const result = scan(check, connectionId, own, { id: randomUUID(), now: now() });
      if (!result) continue;
      const last = before.find((one) => one.checkId === check.id && one.connectionId === connectionId);
      changed ||= last?.status !== result.status || last.findings.length !== result.findings.length;
      await scanStore(database.sql).save(result);
    }
  return changed;
}
