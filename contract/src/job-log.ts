import { z } from 'zod';
import { IsoTime } from './status.ts';

export const LogColour = z.enum(['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']);
export type LogColour = z.infer<typeof LogColour>;

/** How the characters from `from` up to `to` of a message are drawn. */
export const LogLook = z.object({
  from: z.int(),
  to: z.int(),
  colour: LogColour.nullable(),
  weight: z.enum(['bold', 'dim']).nullable(),
});
export type LogLook = z.infer<typeof LogLook>;

/** One line of a job's log, free of escape sequences. */
export const LogRow = z.object({
  /** Counted from 1, as in the downloaded text. */
  line: z.int(),
  time: IsoTime,
  level: z.enum(['info', 'success', 'warning', 'error', 'command']),
  message: z.string(),
  looks: z.array(LogLook),
  /** Characters of the whole line when `message` is only its beginning. */
  cutFrom: z.int().nullable(),
});
export type LogRow = z.infer<typeof LogRow>;

/** Lines that belong together: a step of the job, or a group that a step printed. Both ends are inside. */
export const LogFold = z.object({
  kind: z.enum(['step', 'group']),
  title: z.string(),
  /** Of its first line. */
  time: IsoTime,
  from: z.int(),
  to: z.int(),
  errors: z.int(),
});
export type LogFold = z.infer<typeof LogFold>;

/** What a log is made of, without its lines. */
export const LogOutline = z.object({
  lines: z.int(),
  /** Of the text as it is downloaded. */
  bytes: z.int(),
  /** The first 1,000 lines that tell of an error; `errorCount` counts all of them. */
  errors: z.array(z.int()),
  errorCount: z.int(),
  warningCount: z.int(),
  /** By their first line, a step before the groups in it. */
  folds: z.array(LogFold),
  /** Lines that only say where a group ends. */
  groupEnds: z.array(z.int()),
});
export type LogOutline = z.infer<typeof LogOutline>;

/** A job's log, or why there is none: not yet, or not any more. */
export const JobLog = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ready'), outline: LogOutline, keptAt: IsoTime }),
  z.object({ state: z.literal('waiting'), reason: z.string() }),
  z.object({ state: z.literal('gone'), reason: z.string() }),
]);
export type JobLog = z.infer<typeof JobLog>;
