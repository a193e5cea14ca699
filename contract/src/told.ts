import { z } from 'zod';
import { DeliveryState, NoticeKind } from './notify.ts';
import { IsoTime } from './status.ts';

/** What became of one message that carried a notice. */
const ToldChannel = z.object({
  deliveryId: z.string(),
  channelName: z.string(),
  route: z.string(),
  state: DeliveryState,
  /** While it waits: for its time, for room under the channel's limit, for an answer, for the next try; else null. */
  waits: z.enum(['due', 'room', 'answer', 'again']).nullable(),
  /** When it is due, is tried again, or ended. */
  at: IsoTime,
  tries: z.int(),
  /** What the receiver said last, or why nothing was sent. */
  answer: z.string().nullable(),
});

/** Something people were told about an alert or an incident, and where it went. */
export const ToldNotice = z.object({
  id: z.string(),
  kind: NoticeKind,
  at: IsoTime,
  text: z.string(),
  by: z.string().nullable(),
  /** Why no channel has it; null while it is on its way or in `channels`. */
  unsent: z.string().nullable(),
  channels: z.array(ToldChannel),
});
export type ToldNotice = z.infer<typeof ToldNotice>;

/** Oldest first; the newest 100. */
export const Told = z.object({
  notices: z.array(ToldNotice),
  /** The incident that tells of an alert instead of itself. */
  incident: z.object({ id: z.string(), name: z.string() }).nullable(),
});
export type Told = z.infer<typeof Told>;
