import type { STSClient } from '@aws-sdk/client-sts';
import type { AwsConfig } from './config.ts';
import { asking, required } from './errors.ts';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** What the SDK takes: keys, a way to get them, or the profile in which they stand; neither, and it looks by itself. */
export interface Credentials {
  readonly credentials?: Keys | (() => Promise<Keys>);
  readonly profile?: string;
}

const sessionName = 'smartops-agent';
/** So long before their end new ones are asked for, as the SDK does. */
const aheadMs = 5 * 60_000;

/** Who asks by itself, before any role. */
export function ownCredentials({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  profile,
}: AwsConfig): Credentials {
  if (accessKeyId !== undefined && secretAccessKey !== undefined)
    return {
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    };
  return profile === undefined ? {} : { profile };
}

/** Who takes a role asks as that one. The keys of a role are got once for all clients, and anew before they end. */
export function roleCredentials(
  { roleArn, externalId, regions, profile }: AwsConfig & { readonly roleArn: string },
  sts: () => Promise<STSClient>,
): Credentials {
  let known: Promise<Keys> | undefined;
  let endsAt = 0;
  async function assume(): Promise<Keys> {
    const [region = ''] = regions;
    const call = { action: 'sts:AssumeRole', region, profile, role: { roleArn, externalId } } as const;
    return asking(call, async () => {
      const { AssumeRoleCommand } = await import('@aws-sdk/client-sts');
      const asked = { RoleArn: roleArn, RoleSessionName: sessionName, ExternalId: externalId };
      const { Credentials: given } = await (await sts()).send(new AssumeRoleCommand(asked));
      const expiration = required(given?.Expiration, 'Expiration');
      endsAt = expiration.getTime();
      return {
        accessKeyId: required(given?.AccessKeyId, 'AccessKeyId'),
        secretAccessKey: required(given?.SecretAccessKey, 'SecretAccessKey'),
        sessionToken: required(given?.SessionToken, 'SessionToken'),
        expiration,
      };
    });
  }
  return {
    credentials() {
      // The SDK measures them by the machine's clock as well.
      if (known && Date.now() < endsAt - aheadMs) return known;
      endsAt = Number.POSITIVE_INFINITY;
      known = assume().catch((error: unknown) => {
        known = undefined;
        throw error;
      });
      return known;
    },
  };
}
