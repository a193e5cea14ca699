import type { Instance, InstanceStatus } from '@aws-sdk/client-ec2';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { DBInstance } from '@aws-sdk/client-rds';
import type { AwsClients } from './clients.ts';
import { asking, required, requiredItems } from './errors.ts';

/** Every instance of a region, whatever its state. Throws SourceError. */
export async function listInstances(
  clients: AwsClients,
  region: string,
  abortSignal: AbortSignal,
): Promise<Instance[]> {
  return await asking({ action: 'ec2:DescribeInstances', region }, async () => {
    const { paginateDescribeInstances } = await import('@aws-sdk/client-ec2');
    const client = await clients.get('ec2', region);
    const found: Instance[] = [];
    for await (const page of paginateDescribeInstances(
      { client, pageSize: 1_000, stopOnSameToken: true },
      {},
      { abortSignal },
    ))
      for (const { Instances } of required(page.Reservations, 'reservationSet'))
        found.push(...requiredItems(Instances ?? [], 'instancesSet', 'InstanceId'));
    return found;
  });
}

/** The checks and scheduled events of every running instance. Throws SourceError. */
export async function listInstanceStatuses(
  clients: AwsClients,
  region: string,
  abortSignal: AbortSignal,
): Promise<InstanceStatus[]> {
  return await asking({ action: 'ec2:DescribeInstanceStatus', region }, async () => {
    const { paginateDescribeInstanceStatus } = await import('@aws-sdk/client-ec2');
    const client = await clients.get('ec2', region);
    const found: InstanceStatus[] = [];
    for await (const page of paginateDescribeInstanceStatus(
      { client, pageSize: 1_000, stopOnSameToken: true },
      {},
      { abortSignal },
    ))
      found.push(...requiredItems(page.InstanceStatuses, 'instanceStatusSet', 'InstanceId'));
    return found;
  });
}

/** Every database instance of a region. Throws SourceError. */
export async function listDatabases(
  clients: AwsClients,
  region: string,
  abortSignal: AbortSignal,
): Promise<DBInstance[]> {
  return await asking({ action: 'rds:DescribeDBInstances', region }, async () => {
    const { paginateDescribeDBInstances } = await import('@aws-sdk/client-rds');
    const client = await clients.get('rds', region);
    const found: DBInstance[] = [];
    for await (const page of paginateDescribeDBInstances(
      { client, pageSize: 100, stopOnSameToken: true },
      {},
      { abortSignal },
    ))
      found.push(...requiredItems(page.DBInstances, 'DBInstances', 'DBInstanceIdentifier'));
    return found;
  });
}

/** Every function of a region. Throws SourceError. */
export async function listFunctions(
  clients: AwsClients,
  region: string,
  abortSignal: AbortSignal,
): Promise<FunctionConfiguration[]> {
  return await asking({ action: 'lambda:ListFunctions', region }, async () => {
    const { paginateListFunctions } = await import('@aws-sdk/client-lambda');
    const client = await clients.get('lambda', region);
    const found: FunctionConfiguration[] = [];
    for await (const page of paginateListFunctions(
      { client, pageSize: 50, stopOnSameToken: true },
      {},
      { abortSignal },
    ))
      found.push(...requiredItems(page.Functions, 'Functions', 'FunctionName'));
    return found;
  });
}
