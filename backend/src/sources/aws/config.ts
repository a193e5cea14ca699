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
      description: 'Without keys and profile, the role of the server is used',
      secret: true,
      main: true,
    }),
    secretAccessKey: z
      .string()
      .min(1)
      .optional()
      .meta({ title: 'Secret access key', secret: true, main: true }),
    sessionToken: z.string().min(1).optional().meta({
      title: 'Session token',
      description: 'Only with temporary keys',
      secret: true,
    }),
    profile: z
      .string()
      .regex(/^[\w.@:+/ -]{1,128}$/, 'The name of a profile, as it stands in ~/.aws/config')
      .optional()
      .meta({
        title: 'Profile',
        description: 'Of ~/.aws/config on the server, instead of keys',
        main: true,
      }),
    roleArn: z
      .string()
      .regex(
        /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/,
        'Write it as arn:aws:iam::123456789012:role/name',
      )
      .optional()
      .meta({
        title: 'Role ARN',
        description: 'Taken with the keys, the profile or the role of the server, for another account',
        main: true,
      }),
    externalId: z
      .string()
      .regex(/^[\w+=,.@:/-]{2,1224}$/, 'Two or more letters, digits and + = , . @ : / -')
      .optional()
      .meta({
        title: 'External ID',
        description: 'When the trust policy of the role asks for one',
        main: true,
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
  })
  .refine(({ accessKeyId, profile }) => !accessKeyId || !profile, {
    message: 'Either keys or a profile',
    path: ['profile'],
  })
  .refine(({ externalId, roleArn }) => !externalId || roleArn !== undefined, {
    message: 'Only a role is taken with an external ID: write its ARN',
    path: ['roleArn'],
  });
export type AwsConfig = z.infer<typeof AwsConfig>;
