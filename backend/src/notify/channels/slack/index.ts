import type { ChannelSender, Message } from '../../channel.ts';
import { post } from '../post.ts';
import { headline, oneLine, shown, stateOf, summaryNote } from '../words.ts';

/** An incoming webhook of Slack, in Block Kit. */
export const slack: ChannelSender = {
  kind: 'slack',
  send: (message, channel, ways) =>
    post(
      { body: JSON.stringify(toSlack(message)), headers: { 'content-type': 'application/json' } },
      channel,
      ways,
    ),
};

/** Slack reads `<!channel>` as a call to everybody: what is escaped stays words. */
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const markup = /[*_~`|]/g;

/** Text without what Slack would format. */
const words = (text: string, most?: number) => escaped(oneLine(text, most).replace(markup, '\u200b$&'));

const link = (url: string, text: string) => `<${escaped(url).replaceAll('|', '%7C')}|${words(text)}>`;

function toSlack(message: Message) {
  const { items, more } = shown(message);
  const lines = items.map((one) => {
    const text = one.text ? `\n${words(one.text)}` : '';
    return `*${stateOf(one)}* ${link(one.url, one.title)}${text}`;
  });
  const left = more > 0 ? [`${link(message.url, `${more} more`)}`] : [];
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
  const notes = [...(message.kind === 'summary' ? [summaryNote] : []), `SmartOpsAgent · ${message.key}`];
  return {
    text: escaped(headline(message)),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: headline(message).slice(0, 150), emoji: false } },
      ...[...(items.length > 0 ? lines : [words(message.title)]), ...left].map((text) =>
        section(text.slice(0, 3_000)),
      ),
      { type: 'context', elements: notes.map((text) => ({ type: 'plain_text', text, emoji: false })) },
    ],
  };
}
