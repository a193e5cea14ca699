import type { LogOutline } from '@smartops/contract';
import { readBackend } from '../../live/backend.ts';
import { call } from '../../live/call.ts';
import { requestOf } from '../../live/paths.ts';
import { lineAddress } from '../../state/log-place.ts';
import type { LogSource } from '../../ui/log/log-source.ts';

interface StageOfRun {
  readonly id: string;
  readonly stageId: string;
}

/** The log of one stage, from the backend. */
export function openLogSource(stage: StageOfRun, outline: LogOutline): LogSource {
  return {
    outline,
    load: async (from, limit) => (await call('getLogLines', { ...stage, from, limit })).rows,
    find: (text) => call('findInLog', { ...stage, text }),
    textAddress: readBackend().api + requestOf('downloadLog', stage).address,
    addressOf: (line) => lineAddress(stage.stageId, line),
  };
}
