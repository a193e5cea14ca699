import type { Check } from '../check.ts';
import { accessKeyAge } from './access-key-age.ts';
import { publicBucket } from './public-bucket.ts';

/** Every check. A test keeps this list equal to the files beside it. */
export const checks: readonly Check[] = [accessKeyAge, publicBucket];
