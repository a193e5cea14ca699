import { z } from 'zod';

export const AwsConfig = z
  .object({
    regions: z
      .array(z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d+$/, 'Write regions as eu-west-1'))
      .min(1)
      .describe('Regions to watch; the first also answers for what has no region'),
    accessKeyId: z.string().min(1).optional().describe('Leave empty to use the role of this machine'),
    secretAccessKey: z.string().min(1).optional().meta({ secret: true }),
    sessionToken: z.string().min(1).optional().meta({ secret: true }),
    endpoint: z.url().optional().describe('Only for a cloud that imitates AWS'),
    accountName: z.string().min(1).optional(),
  })
  .refine(({ accessKeyId, secretAccessKey }) => Boolean(accessKeyId) === Boolean(secretAccessKey), {
    message: 'Set the access key id and the secret access key together, or neither',
    path: ['secretAccessKey'],
  });
export type AwsConfig = z.infer<typeof AwsConfig>;
