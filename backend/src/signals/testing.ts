import type { Batch } from '../sources/source.ts';

export const emptyBatch: Batch = {
  resources: [],
  samples: [],
  events: [],
  problems: [],
  complete: [],
  cursor: undefined,
};
