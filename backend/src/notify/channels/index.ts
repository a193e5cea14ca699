import type { ChannelKind } from '@smartops/contract';
import type { ChannelSender } from '../channel.ts';
import { discord } from './discord/index.ts';
import { email } from './email/index.ts';
import { slack } from './slack/index.ts';
import { webhook } from './webhook/index.ts';

/** Every kind of channel. A new one is a folder and a line here. */
export const senders: Readonly<Record<ChannelKind, ChannelSender>> = { email, slack, discord, webhook };
