import type { Incoming, Part, Reply } from '../http/exchange.ts';
import type { Bends } from '../world/bends.ts';
import type { World } from '../world/world.ts';
import { AwsError, errorReply, missingToken, refusalOf, unknownOperation } from './aws-error.ts';
import { getBucketLocation, getPublicAccessBlock, listBuckets } from './buckets.ts';
import { type Call, readCall } from './call.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import { describeDBInstances } from './databases.ts';
import { listDistributions } from './distributions.ts';
import { describeInstanceStatus, describeInstances, describeRegions } from './ec2.ts';
import { listFunctions } from './functions.ts';
import * as identities from './identities.ts';
import { getMetricData, listMetrics } from './metrics.ts';

interface Cloud {
  readonly world: World;
  readonly catalogue: Catalogue;
}

type Operation = (call: Call, cloud: Cloud) => Reply;

const operations: Readonly<Record<string, Operation>> = {
  'cloudfront.ListDistributions': (call, { world }) => listDistributions(call, world),
  'cloudwatch.GetMetricData': (call, { world, catalogue }) => getMetricData(call, catalogue, world.now()),
  'cloudwatch.ListMetrics': (call, { catalogue }) => listMetrics(call, catalogue),
  'ec2.DescribeInstanceStatus': (call, { world }) => describeInstanceStatus(call, world),
  'ec2.DescribeInstances': (call, { world }) => describeInstances(call, world),
  'ec2.DescribeRegions': describeRegions,
  'iam.GetAccountSummary': (call, { world }) => identities.getAccountSummary(call, world),
  'iam.ListAccessKeys': (call, { world }) => identities.listAccessKeys(call, world),
  'iam.ListAccountAliases': identities.listAccountAliases,
  'iam.ListRoles': (call, { world }) => identities.listRoles(call, world),
  'iam.ListUsers': (call, { world }) => identities.listUsers(call, world),
  'lambda.ListFunctions': (call, { world }) => listFunctions(call, world),
  'rds.DescribeDBInstances': (call, { world }) => describeDBInstances(call, world),
  's3.GetBucketLocation': getBucketLocation,
  's3.GetPublicAccessBlock': getPublicAccessBlock,
  's3.ListBuckets': (call, { world }) => listBuckets(call, world),
  'sts.GetCallerIdentity': identities.getCallerIdentity,
};

/** One AWS account; every service on the same address, told apart by what the request is signed for. */
export function awsPart(world: World, bends: Bends = []): Part {
  const cloud: Cloud = { world, catalogue: createCatalogue(world, bends) };
  return {
    name(incoming) {
      const { service, operation = 'unknown' } = readCall(incoming);
      return `aws.${service}.${operation}`;
    },
    answer(incoming) {
      const call = readCall(incoming);
      try {
        return run(call, cloud, incoming);
      } catch (error) {
        if (error instanceof AwsError) return errorReply(call, error);
        throw error;
      }
    },
    refuse(incoming, refusal, status) {
      const call = readCall(incoming);
      return errorReply(call, refusalOf(call, refusal, status));
    },
  };
}

function run(call: Call, cloud: Cloud, incoming: Incoming): Reply {
  if (call.region === '') throw missingToken(call);
  const name = `${call.service}.${call.operation}`;
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!operation) throw unknownOperation(call, incoming);
  return operation(call, cloud);
}
