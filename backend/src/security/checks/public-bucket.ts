import type { Check } from '../check.ts';

/** CIS AWS Foundations 2.1.4: buckets block public access. */
export const publicBucket: Check = {
  id: 'aws.public-bucket',
  title: 'Buckets block public access',
  type: 's3',
  severity: 'error',
  kinds: ['aws.s3.bucket'],
  judge({ attributes }) {
    return attributes.publicAccessBlocked === false
      ? 'does not block public access: turn Block Public Access on, or write down why not'
      : undefined;
  },
};
