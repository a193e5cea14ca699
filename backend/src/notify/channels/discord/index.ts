import type { Severity } from '@smartops/contract';
import type { ChannelSender, Message } from '../../channel.ts';
import { post } from '../post.ts';
import { headline, oneLine, shown, stateOf, summaryNote } from '../words.ts';

/** A webhook of Discord, as an embed. */
export const discord: ChannelSender = {
  kind: 'discord',
  send: (message, channel, ways) =>
    post(
      { body: JSON.stringify(toDiscord(message)), headers: { 'content-type': 'application/json' } },
      channel,
      ways,
    ),
};

const colours: Readonly<Record<Severity, number>> = {
  info: 0x5b7fd9,
  warning: 0xc98a1b,
  error: 0xd9534f,
  critical: 0xc0392b,
};
const resolvedColour = 0x3fa372;

/** Text without what Discord would format or link. */
const words = (text: string, most?: number) => oneLine(text, most).replace(/[\\*_~`|<>[\]()@#:]/g, '\\$&');

function toDiscord(message: Message) {
  const { items, more } = shown(message);
  const lines = items.map((one) => {
    const text = one.text ? `\n${words(one.text, 160)}` : '';
    return `**${stateOf(one)}** [${words(one.title, 120)}](${encodeURI(one.url).replace(/[()]/g, '\\$&')})${text}`;
  });
  const left = more > 0 ? [`and ${more} more`] : [];
  const note = message.kind === 'summary' ? [summaryNote] : [];
  const isOver = items.length > 0 && items.every(({ kind }) => kind.endsWith('-resolved'));
  const description = [...note, ...(items.length > 0 ? lines : [words(message.title)]), ...left].join('\n');
  return {
    username: 'SmartOpsAgent',
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: headline(message)
          .replace(/[\\*_~`|<>[\]()@#]/g, '\\$&')
          .slice(0, 256),
        url: message.url,
        description: description.slice(0, 4_096),
        color: isOver ? resolvedColour : colours[message.severity],
        timestamp: new Date(message.at).toISOString(),
        footer: { text: message.key },
      },
    ],
  };
}
