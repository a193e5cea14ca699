import { aws } from './aws/index.ts';
import { evm } from './evm/index.ts';
import { github } from './github/index.ts';
import { host } from './host/index.ts';
import type { Source } from './source.ts';

/** Every kind of system SmartOps can watch. A test keeps this list equal to the folders. */
export const sources: readonly Source[] = [host, aws, github, evm];
