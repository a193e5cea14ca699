import type { Check } from '../check.ts';

const oldDays = 90;

/** CIS AWS Foundations 1.14: access keys are rotated every 90 days or less. */
export const accessKeyAge: Check = {
  id: 'aws.access-key-age',
  title: 'Access keys younger than 90 days',
  type: 'iam',
  severity: 'warning',
  kinds: ['aws.iam.access-key'],
  judge({ attributes, state }) {
    const { ageDays } = attributes;
    if (state !== 'Active' || typeof ageDays !== 'number' || ageDays <= oldDays) return undefined;
    return `is ${Math.floor(ageDays)} days old: make a new one and delete this one`;
  },
};
