/** Every call that needs a permission, by the IAM action AWS checks; `sts:GetCallerIdentity` is open to everyone. */
export const actions = [
  'cloudfront:ListDistributions',
  'cloudwatch:GetMetricData',
  'cloudwatch:ListMetrics',
  'ec2:DescribeInstanceStatus',
  'ec2:DescribeInstances',
  'iam:GetAccountSummary',
  'iam:ListAccessKeys',
  'iam:ListAccountAliases',
  'iam:ListUsers',
  'lambda:ListFunctions',
  'rds:DescribeDBInstances',
  's3:GetBucketPublicAccessBlock',
  's3:ListAllMyBuckets',
] as const;

export type Action = (typeof actions)[number] | 'sts:AssumeRole' | 'sts:GetCallerIdentity';

/** A statement to paste into the policy of the user or role. */
export function statementFor(action: string): string {
  return JSON.stringify({ Effect: 'Allow', Action: [action], Resource: '*' }, null, 2);
}

/** A statement to paste into the trust policy of a role, so that `principal` may take it. */
export function trustFor(principal: string, externalId: string | undefined): string {
  const statement = {
    ...{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' },
    ...(externalId !== undefined && { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
  };
  return JSON.stringify(statement, null, 2);
}

/** The whole policy a connection needs: reading, and nothing else. */
export function minimalPolicy(): string {
  const statement = { Sid: 'SmartOpsRead', Effect: 'Allow', Action: actions, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}
