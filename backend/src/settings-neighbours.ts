import {
  type RuleTrace,
  readThresholds,
  takeBackThreshold,
  writeThresholds,
} from './alerts/rules/default-thresholds.ts';
import { locksOf } from './alerts/rules/locks.ts';
import type { Config } from './config/index.ts';
import type { NotifyContext } from './notify/context.ts';
import {
  type ChannelTrace,
  planSwitching,
  planTakingBack,
  switchStanding,
} from './notify/switch-channels.ts';
import type { Database } from './platform/database/database.ts';
import type { ChannelPort, ThresholdPort } from './settings/context.ts';

/** Joins the settings' thresholds to the rules that hold them. */
export function thresholdPort(config: Config, { sql }: Pick<Database, 'sql'>): ThresholdPort {
  const locks = locksOf(config);
  return {
    read: () => readThresholds(sql),
    write: (wishes) => (tx, stamp) => writeThresholds(tx, wishes, stamp),
    takeBack: async (trace) => async (tx, stamp) => [
      await takeBackThreshold(tx, trace as RuleTrace, { ...stamp, locks }),
    ],
  };
}

/** Joins the settings' switches to the channels. */
export function channelPort(context: NotifyContext): ChannelPort {
  return {
    read: () => switchStanding(context),
    plan: (wishes) => planSwitching(wishes, context),
    takeBack: (trace) => planTakingBack(trace as ChannelTrace, context),
  };
}
