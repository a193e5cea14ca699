import { z } from 'zod';
import { IsoTime } from './status.ts';

/** One condition on an alert. `*` in the value stands for any text. */
export const Matcher = z.object({
  /** `severity`, `source`, `resource`, `account`, `region`, `rule`, `title`, `metric`, or the name of a label. */
  name: z
    .string()
    .trim()
    .regex(/^[a-zA-Z_][\w.-]{0,63}$/, 'A name begins with a letter and has no spaces'),
  op: z.enum(['=', '!=']).default('='),
  value: z.string().max(200),
});
export type Matcher = z.infer<typeof Matcher>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is written as 22:30');

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** The same hours on some days of every week, by the clocks of one place. */
export const WeeklyWindow = z.object({
  /** 1 is Monday. The window belongs to the day it begins on. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: clock,
  /** At or before `from` it is on the day after. */
  to: clock,
  zone: z.string().max(64).refine(isZone, 'There is no such time zone'),
});
export type WeeklyWindow = z.infer<typeof WeeklyWindow>;

/** What a person writes: alerts that match all of it are told to nobody while it lasts. */
export const SilenceForm = z.object({
  matchers: z.array(Matcher).min(1).max(20),
  comment: z.string().trim().min(1).max(500),
  startsAt: IsoTime,
  /** Null only for a weekly window without an end. */
  endsAt: IsoTime.nullable(),
  weekly: WeeklyWindow.nullable().default(null),
  /** Critical alerts are told nevertheless. */
  exceptCritical: z.boolean().default(false),
});
export type SilenceForm = z.infer<typeof SilenceForm>;

export const Silence = SilenceForm.extend({
  id: z.string(),
  /** `waiting`: it has not begun, or is between two windows. */
  state: z.enum(['active', 'waiting', 'ended']),
  /** When the state changes next; null when never. */
  until: IsoTime.nullable(),
  by: z.string(),
  createdAt: IsoTime,
  changed: z.object({ by: z.string(), at: IsoTime }).nullable(),
  /** Alerts that it keeps quiet now. */
  hides: z.int(),
});
export type Silence = z.infer<typeof Silence>;
