import { defineSource } from '../source.ts';
import { AwsAccount } from './aws-account.ts';
import { AwsConfig } from './config.ts';

/** EC2, RDS, Lambda, S3, CloudFront, IAM and their CloudWatch series; reads only. */
export const aws = defineSource({
  id: 'aws',
  title: 'AWS',
  config: AwsConfig,
  everyMs: 30_000,
  connect: (config, tools) => new AwsAccount(config, tools),
});
