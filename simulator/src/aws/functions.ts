import { json, type Reply } from '../http/exchange.ts';
import { digest, requestId } from '../http/request-ids.ts';
import { accountId } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import { madeAt } from './account.ts';
import type { Call } from './call.ts';
import { pageOf, sizeIn } from './paging.ts';

export interface LambdaFunction {
  readonly name: string;
  readonly region: string;
  /** Usual invocations a minute at full demand. */
  readonly perMinute: number;
  /** Usual run, milliseconds. */
  readonly duration: number;
}

const areas = ['orders', 'payments', 'catalog', 'pricing', 'search', 'ledger', 'media', 'mail', 'audit'];
const jobs = ['created', 'updated', 'expired', 'export', 'notify', 'cleanup', 'webhook'];
const runtimes = ['nodejs22.x', 'nodejs22.x', 'python3.13', 'java21', 'provided.al2023'];
const most = 12;

/** Sixty-three functions, those of audit in us-east-1. */
export function functionsOf(world: World): LambdaFunction[] {
  return areas.flatMap((area) =>
    jobs.map((job) => {
      const name = `${area}-${job}`;
      return {
        name,
        region: area === 'audit' ? 'us-east-1' : 'eu-west-1',
        perMinute: 1 + Math.round(70 * world.chance('invocations', name) ** 3),
        duration: 40 + Math.round(700 * world.chance('duration', name) ** 2),
      };
    }),
  );
}

export function listFunctions({ params, region }: Call, world: World): Reply {
  const here = functionsOf(world).filter((one) => one.region === region);
  const [token, size] = [params.get('Marker'), sizeIn(params, 'MaxItems')];
  const badToken = 'InvalidParameterValueException';
  const { items, next } = pageOf(here, { listing: `lambda ${region}`, token, size, most, badToken });
  const body = { Functions: items.map((one) => described(one, world)), ...(next && { NextMarker: next }) };
  return json(200, body, { 'x-amzn-requestid': requestId() });
}

function described({ name, region }: LambdaFunction, world: World) {
  const chance = (part: string) => world.chance('lambda', part, name);
  const runtime = runtimes[Math.floor(chance('runtime') * runtimes.length)] ?? 'nodejs22.x';
  return {
    FunctionName: name,
    FunctionArn: `arn:aws:lambda:${region}:${accountId}:function:${name}`,
    Runtime: runtime,
    Role: `arn:aws:iam::${accountId}:role/lambda-${name}`,
    Handler: runtime === 'java21' ? 'goods.harbor.Handler::handle' : 'index.handler',
    CodeSize: 40_000 + Math.floor(chance('size') * 9_000_000),
    Description: '',
    Timeout: [5, 15, 30, 60][Math.floor(chance('timeout') * 4)],
    MemorySize: [128, 256, 512, 1_024][Math.floor(chance('memory') * 4)],
    LastModified: madeAt(world, name, { least: 2, most: 300 }).toISOString().replace('Z', '+0000'),
    CodeSha256: Buffer.from(digest('code', name), 'hex').toString('base64'),
    Version: '$LATEST',
    PackageType: 'Zip',
    Architectures: [runtime === 'java21' ? 'x86_64' : 'arm64'],
    EphemeralStorage: { Size: 512 },
    TracingConfig: { Mode: 'PassThrough' },
  };
}
