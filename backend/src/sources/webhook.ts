import type { IncomingHttpHeaders } from 'node:http';
import type { Resource, Sample, SourceEvent } from '@smartops/contract';

/** What a sender delivered, signature checked. */
export interface Delivery {
  /** The same for a second delivery. */
  readonly id: string;
  readonly event: string;
  readonly body: unknown;
}

/** What a delivery brings. */
export interface Brought {
  readonly resources: readonly Resource[];
  readonly samples: readonly Sample[];
  readonly events: readonly SourceEvent[];
}

/** How a source is told of changes, so that they need not wait for the next look. */
export interface Webhook {
  /** The delivery that these bytes are; undefined when they do not come from whom they say. Throws AppError `invalid`. */
  open(headers: IncomingHttpHeaders, raw: Buffer): Delivery | undefined;
  /** What it brings, over what is known of the same events; undefined for nothing, or what the next look will tell better. */
  receive(
    delivery: Delivery,
    known: (eventId: string) => Promise<SourceEvent | undefined>,
  ): Promise<Brought | undefined>;
}
