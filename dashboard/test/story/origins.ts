export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** An ISO time that long before the moment the story is told at. */
export type Ago = (ms: number) => string;

export const aws = { source: 'aws:demo', demo: true };
export const github = { source: 'github:demo', demo: true };
export const evm = (chain: string) => ({ source: `evm:${chain}`, demo: true });
