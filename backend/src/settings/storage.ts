import type { RetentionName, StorageUse } from '@smartops/contract';
import type { Measured } from './storage-store.ts';

const dayMs = 86_400_000;
/** Less says nothing about what a day brings. */
const leastMs = 3_600_000;

/** As `settings-api.ts` lets them be chosen. */
const bounds: Readonly<Record<RetentionName, readonly [number, number]>> = {
  raw: [1, 365],
  fiveMinutes: [7, 1_095],
  hours: [30, 3_650],
  logs: [1, 3_650],
  deliveries: [1, 90],
  events: [90, 3_650],
};

/** What each kind of thing takes, and what a day of it takes by its age and size. Pure. */
export function toUses(
  measured: readonly Measured[],
  keepDays: Readonly<Record<RetentionName, number>>,
  now: number,
): StorageUse[] {
  return measured.map(({ name, rows, bytes, oldestAt }) => {
    const ageMs = oldestAt === null ? 0 : now - oldestAt;
    const [shortestDays, longestDays] = bounds[name];
    return {
      ...{ name, rows, bytes, shortestDays, longestDays },
      keepDays: keepDays[name],
      oldestAt: oldestAt === null ? null : new Date(oldestAt).toISOString(),
      bytesADay: ageMs < leastMs ? null : Math.round(bytes / Math.max(1, ageMs / dayMs)),
    };
  });
}
