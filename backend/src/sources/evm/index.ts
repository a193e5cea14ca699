import { defineSource } from '../source.ts';
import { check, collect } from './collect.ts';
import { EvmConfig } from './schema.ts';

export const evm = defineSource({
  id: 'evm',
  title: 'EVM chain',
  config: EvmConfig,
  everyMs: 15_000,
  connect(config, tools) {
    return {
      check: (signal) => check(config, tools, signal),
      collect: (cursor, signal) => collect({ config, tools, signal }, cursor),
    };
  },
});
