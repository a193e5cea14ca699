import type { Asker } from '../platform/http/serve.ts';
import type { AlertContext, Doer } from './context.ts';

/** What the routes of the room work with. */
export interface AlertPorts {
  readonly context: AlertContext;
  doer(asker: Asker): Doer;
  isDemo(connectionId: string): boolean;
  /** The connections and senders whose alerts are shown. */
  watched(): readonly string[];
}
