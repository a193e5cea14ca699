import type { ChannelSender, Message } from '../../channel.ts';
import { post } from '../post.ts';
import { headline } from '../words.ts';
import { signedHeaders } from './signature.ts';

const mostItems = 1_000;

/** Any receiver: a CloudEvent in JSON, signed as Standard Webhooks has it. */
export const webhook: ChannelSender = {
  kind: 'webhook',
  send(message, channel, ways) {
    const body = JSON.stringify(toCloudEvent(message));
    const { key: id } = message;
    const signed = channel.signing
      ? signedHeaders(channel.signing, { id, at: ways.now(), body })
      : { 'webhook-id': id };
    const headers = { 'content-type': 'application/cloudevents+json; charset=utf-8', ...signed };
    return post({ body, headers }, channel, ways);
  },
};

function toCloudEvent(message: Message) {
  const { key, kind, severity, items, total, demo, url, at } = message;
  const [first] = items;
  return {
    specversion: '1.0',
    id: key,
    source: new URL('/', url).href,
    type: `smartops.${kind === 'message' && total === 1 && first ? first.kind : kind}`,
    ...(total === 1 && first && { subject: first.subject }),
    time: new Date(at).toISOString(),
    datacontenttype: 'application/json',
    data: {
      ...{ headline: headline(message), severity, demo, url, total },
      items: items.slice(0, mostItems).map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    },
  };
}
