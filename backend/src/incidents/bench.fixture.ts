import type { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/errors.ts';
import { testCaller } from '../platform/http/caller.fixture.ts';
import type { Doer, IncidentContext } from './context.ts';

export type IncidentBench = ReturnType<typeof openIncidentBench>;

/** What the verbs of the room work with, with a clock and an audit log that tests read. */
export function openIncidentBench(
  { sql }: Pick<Database, 'sql'>,
  now: number,
  isDemo: (connectionId: string) => boolean,
  tell: IncidentContext['tell'] = async () => undefined,
) {
  const clock = { now };
  let failure: Error | undefined;
  const audit: { action: string; target: string; outcome: 'allowed' | 'refused' }[] = [];
  const context: IncidentContext = {
    ...{ database: sql, workspace: 'default', isDemo, now: () => clock.now },
    members: async () => ['Ada', 'Mei', 'Bo'].map((name) => ({ id: name, name })),
    tell,
    changed: () => undefined,
  };
  const doer = (name: string): Doer => ({
    caller: testCaller({ id: name, name, role: 'operator' }),
    async privileged({ action, target }, work) {
      try {
        const result = await sql.transaction(async (tx) => {
          const done = await work(tx);
          if (failure) throw failure;
          return done;
        });
        audit.push({ action, target, outcome: 'allowed' });
        return result;
      } catch (error) {
        if (error instanceof AppError) audit.push({ action, target, outcome: 'refused' });
        throw error;
      }
    },
  });
  /** Lets what is done next fail at the last moment. */
  const failWith = (error: Error) => {
    failure = error;
  };
  return { clock, audit, context, doer, failWith };
}
