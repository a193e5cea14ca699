import type { AccessKeyMetadata, User } from '@aws-sdk/client-iam';
import type { AwsClients } from './clients.ts';
import { asking, required, requiredItems } from './errors.ts';

/** The account's own name, where it has one. Throws SourceError. */
export async function accountAlias(
  clients: AwsClients,
  region: string,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  return await asking({ action: 'iam:ListAccountAliases', region }, async () => {
    const { ListAccountAliasesCommand } = await import('@aws-sdk/client-iam');
    const client = await clients.get('iam', region);
    const { AccountAliases } = await client.send(new ListAccountAliasesCommand({}), { abortSignal });
    return required(AccountAliases, 'AccountAliases')[0];
  });
}

/** The counts of the account's summary, by AWS's own names. Throws SourceError. */
export async function accountSummary(
  clients: AwsClients,
  region: string,
  abortSignal: AbortSignal,
): Promise<Partial<Record<string, number>>> {
  return await asking({ action: 'iam:GetAccountSummary', region }, async () => {
    const { GetAccountSummaryCommand } = await import('@aws-sdk/client-iam');
    const client = await clients.get('iam', region);
    const { SummaryMap } = await client.send(new GetAccountSummaryCommand({}), { abortSignal });
    return required(SummaryMap, 'SummaryMap');
  });
}

/** Every user of the account. Throws SourceError. */
export async function listUsers(
  clients: AwsClients,
  region: string,
  abortSignal: AbortSignal,
): Promise<User[]> {
  return await asking({ action: 'iam:ListUsers', region }, async () => {
    const { paginateListUsers } = await import('@aws-sdk/client-iam');
    const client = await clients.get('iam', region);
    const found: User[] = [];
    for await (const page of paginateListUsers(
      { client, pageSize: 500, stopOnSameToken: true },
      {},
      { abortSignal },
    ))
      found.push(...requiredItems(page.Users, 'Users', 'UserName'));
    return found;
  });
}

/** The access keys of one user; never the secret half. Throws SourceError. */
export async function listAccessKeys(
  clients: AwsClients,
  { user, region }: { readonly user: string; readonly region: string },
  abortSignal: AbortSignal,
): Promise<AccessKeyMetadata[]> {
  return await asking({ action: 'iam:ListAccessKeys', region }, async () => {
    const { ListAccessKeysCommand } = await import('@aws-sdk/client-iam');
    const client = await clients.get('iam', region);
    const command = new ListAccessKeysCommand({ UserName: user });
    const { AccessKeyMetadata } = await client.send(command, { abortSignal });
    return [...requiredItems(AccessKeyMetadata, 'AccessKeyMetadata', 'AccessKeyId')];
  });
}
