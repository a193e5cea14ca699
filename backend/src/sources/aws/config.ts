import { z } from 'zod';

export const AwsConfig = z
  .object({
    regions: z
      .array(z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d+$/, 'Write regions as eu-west-1'))
      .min(1)
      .meta({
        title: 'Regions',
        description: 'As eu-west-1; the first also answers for what has no region',
      }),
    accessKeyId: z.string().min(1).optional().meta({
      title: 'Access key ID',
      description: 'Leave both keys empty to use the role or the profile of this machine',
      secret: true,
    }),
    secretAccessKey: z.string().min(1).optional().meta({ title: 'Secret access key', secret: true }),
    sessionToken: z.string().min(1).optional().meta({
      title: 'Session token',
      description: 'Only with temporary keys',
      secret: true,
    }),
    accountName: z.string().min(1).optional().meta({
      title: 'Account name',
      description: 'When left out, its alias or its number',
    }),
    endpoint: z.url().optional().meta({
      title: 'Endpoint',
      description: 'Only for a cloud that imitates AWS',
      receivesSecrets: true,
    }),
  })
  .refine(({ accessKeyId, secretAccessKey }) => Boolean(accessKeyId) === Boolean(secretAccessKey), {
    message: 'Set the access key id and the secret access key together, or neither',
    path: ['secretAccessKey'],
  });
export type AwsConfig = z.infer<typeof AwsConfig>;
