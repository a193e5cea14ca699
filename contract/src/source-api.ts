import { z } from 'zod';
import { type Route, route } from './route.ts';
import { HistoryState } from './source-state.ts';

/** What people may ask of a connection. */
export const sourceApi = {
  setHistory: route({
    method: 'POST',
    role: 'operator',
    scope: null,
    path: '/sources/:id/history',
    summary: 'Stops reading the older runs of a source, or goes on where it stopped',
    input: z.object({ id: z.string().min(1).max(200), history: HistoryState }),
    reply: z.object({ success: z.literal(true), history: HistoryState }),
  }),
} satisfies Record<string, Route>;
