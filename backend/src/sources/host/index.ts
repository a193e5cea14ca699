import { z } from 'zod';
import { defineSource } from '../source.ts';
import { Look } from './look.ts';
import { thisMachine } from './machine.ts';

/** The machine SmartOps runs on; needs no credentials. */
export const host = defineSource({
  id: 'host',
  title: 'Host',
  config: z.object({}),
  everyMs: 10_000,
  connect(_config, { connectionId, now }) {
    const look = new Look(connectionId, thisMachine(now));
    return {
      check: async (signal) => void (await look.once(now, signal)),
      collect: (_cursor, signal) => look.once(now, signal),
    };
  },
});
