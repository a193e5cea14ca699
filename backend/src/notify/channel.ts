import type { Cap, ChannelKind, NoticeKind, Severity } from '@smartops/contract';

/** A message in the words of no channel. */
export interface Message {
  /** The same each time it is tried. */
  readonly key: string;
  readonly kind: 'message' | 'summary' | 'test';
  readonly severity: Severity;
  readonly title: string;
  /** What it carries, the worst first; at least one unless it is a test. */
  readonly items: readonly MessageItem[];
  /** How many there are, of which `items` may be the first. */
  readonly total: number;
  readonly demo: boolean;
  /** Where to look, absolute. */
  readonly url: string;
  readonly at: number;
}

export interface MessageItem {
  readonly key: string;
  readonly kind: NoticeKind;
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly at: number;
  readonly subject: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly source: string;
  readonly demo: boolean;
}

/** A channel with its secrets, for the one who sends. */
export interface OpenChannel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly enabled: boolean;
  readonly cap: Cap;
  readonly recipients: readonly string[];
  readonly url: string | undefined;
  readonly signing: string | undefined;
  /** Set by the environment, which may name addresses inside the own network. */
  readonly locked: boolean;
}

/** What the receiver said. `failed` is tried again; `refused` would be refused again. */
export interface Answer {
  readonly outcome: 'delivered' | 'failed' | 'refused';
  readonly status: number | null;
  /** Its own words. */
  readonly text: string;
  readonly retryAfterMs: number | null;
  /** Recipients that have it by now. */
  readonly done: readonly string[];
}

/** Hands one letter to the mail server. */
export type SendMail = (letter: {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
}) => Promise<readonly MailAnswer[]>;

/** What the server said of one recipient; `code` is null when there was no answer. */
export interface MailAnswer {
  readonly to: string;
  readonly code: number | null;
  readonly text: string;
}

export interface Ways {
  /** For what people typed. */
  readonly fetchTyped: typeof fetch;
  /** For what the operator configured. */
  readonly fetchConfigured: typeof fetch;
  readonly mail: SendMail | undefined;
  readonly now: () => number;
}

/** One kind of channel. `send` never throws for what a receiver or the network did. */
export interface ChannelSender {
  readonly kind: ChannelKind;
  send(message: Message, channel: OpenChannel, ways: Ways, done: readonly string[]): Promise<Answer>;
}
