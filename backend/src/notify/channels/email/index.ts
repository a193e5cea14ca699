import type { Answer, ChannelSender, MailAnswer, Message } from '../../channel.ts';
import { headline, oneLine, shown, stateOf, summaryNote } from '../words.ts';

/** A letter to some recipients. Each has their own answer; who has it is not written to again. */
export const email: ChannelSender = {
  kind: 'email',
  async send(message, { recipients }, { mail }, done) {
    const none = { status: null, retryAfterMs: null, done };
    if (!mail)
      return { ...none, outcome: 'failed', text: 'This server sends no mail: set SMTP_URL and MAIL_FROM' };
    const to = recipients.filter((one) => !done.includes(one));
    const [thread] = message.items;
    const host = new URL(message.url).hostname;
    const answers = await mail({
      to,
      subject: headline(message),
      text: textOf(message),
      messageId: `<${message.key}@${host}>`,
      headers: {
        'Auto-Submitted': 'auto-generated',
        ...(thread && message.total === 1 && { References: `<${safe(thread.subject)}@${host}>` }),
      },
    });
    return answerOf(answers, done);
  },
};

/** 4xx is greylisting and the like: asked again. 5xx is a no. */
function answerOf(answers: readonly MailAnswer[], before: readonly string[]): Answer {
  const isTaken = ({ code }: MailAnswer) => code !== null && code < 400;
  const isLater = ({ code }: MailAnswer) => code === null || (code >= 400 && code < 500);
  const done = [...before, ...answers.filter(isTaken).map(({ to }) => to)];
  const later = answers.some(isLater);
  const outcome = later ? 'failed' : done.length > 0 ? 'delivered' : 'refused';
  const worst = answers.find(isLater) ?? answers.find((one) => !isTaken(one)) ?? answers[0];
  const text = answers.map((one) => `${one.to}: ${one.text}`).join('\n');
  return { outcome, status: worst?.code ?? null, text: text.slice(0, 2_000), retryAfterMs: null, done };
}

const safe = (text: string) => text.replace(/[^\w.-]+/g, '.');

/** Plain text: nothing in it can run, load or be followed unseen. */
function textOf(message: Message): string {
  const { items, more } = shown(message);
  const blocks = items.map((one) =>
    [`${stateOf(one)}: ${oneLine(one.title)}`, oneLine(one.text, 1_000), one.url].filter(Boolean).join('\n'),
  );
  return [
    ...(message.kind === 'summary' ? [summaryNote] : []),
    ...(items.length > 0 ? blocks : [oneLine(message.title), message.url]),
    ...(more > 0 ? [`and ${more} more: ${message.url}`] : []),
    `--\nSmartOpsAgent${message.demo ? ', about the built-in demo cloud' : ''}, key ${message.key}`,
  ].join('\n\n');
}
