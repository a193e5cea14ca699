import type { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/errors.ts';
import { testCaller } from '../platform/http/caller.fixture.ts';
import type { Doer, IncidentContext, Touched } from './context.ts';

export type IncidentBench = ReturnType<typeof openIncidentBench>;

/** What the verbs of the room work with, with a clock and an audit log that tests read. */
export function openIncidentBench(
  { sql }: Pick<Database, 'sql'>,
  now: number,
  isDemo: (connectionId: string) => boolean,
) {
  const clock = { now };
  const told: Touched[] = [];
  const audit: { action: string; target: string; outcome: 'allowed' | 'refused' }[] = [];
  const context: IncidentContext = {
    ...{ database: sql, workspace: 'default', isDemo, now: () => clock.now },
    tell: async (_tx, touched) => void told.push(touched),
    changed: () => undefined,
  };
  const doer = (name: string): Doer => ({
    caller: testCaller({ id: name, name, role: 'operator' }),
    async privileged({ action, target }, work) {
      try {
        const result = await sql.transaction(work);
        audit.push({ action, target, outcome: 'allowed' });
        return result;
      } catch (error) {
        if (error instanceof AppError) audit.push({ action, target, outcome: 'refused' });
        throw error;
      }
    },
  });
  return { clock, audit, told, context, doer };
}
