/** Made up here, so that no scanner takes them for real ones: `length` letters and digits that look random. */
function chars(length: number, alphabet = 'aB3dE5gH7jK9mN2pQ4rS6tU8vW1xY0zC'): string {
  let state = length * 2_654_435_761 + alphabet.length;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return alphabet.charAt((state >>> 8) % alphabet.length);
  }).join('');
}

const hex = (length: number) => chars(length, '0123456789abcdef');
const upper = (length: number) => chars(length, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');

export interface Canary {
  readonly kind: string;
  /** What must not be seen anywhere. */
  readonly secret: string;
  /** Where it usually stands. */
  readonly text: string;
}

const canary = (kind: string, secret: string, text = secret): Canary => ({ kind, secret, text });

const aws = chars(40);
const session = `IQoJb3JpZ2luX2VjE${chars(180)}`;
const jwt = `eyJ${chars(20)}.eyJ${chars(40)}.${chars(43)}`;
const pem = `${chars(64)}\n${chars(64)}`;
const soa = `soa_${chars(40)}`;

export const canaries: readonly Canary[] = [
  canary('access key of AWS', `AKIA${upper(16)}`),
  canary('temporary access key of AWS', `ASIA${upper(16)}`),
  canary('secret key of AWS in a variable', aws, `AWS_SECRET_ACCESS_KEY=${aws}`),
  canary('secret key of AWS in a file', aws, `[default]\naws_secret_access_key = ${aws}\n`),
  canary('secret key of AWS beside its access key', aws, `AKIA${upper(16)}:${aws}`),
  canary('session token of AWS', session),
  canary(
    'signature of a presigned address',
    hex(64),
    `https://b.s3.amazonaws.com/k?X-Amz-Signature=${hex(64)}&x=1`,
  ),
  canary('signature of Azure', chars(43), `https://x.blob.core.windows.net/l?se=2026&sig=${chars(43)}`),
  canary('account key of Azure', chars(86), `AccountName=x;AccountKey=${chars(86)}==;`),
  canary('GitHub token', `ghp_${chars(36)}`),
  canary('GitHub app token', `ghs_${chars(36)}`),
  canary('GitHub OAuth token', `gho_${chars(36)}`),
  canary('fine-grained GitHub token', `github_pat_${chars(22)}_${chars(59)}`),
  canary('GitLab token', `glpat-${chars(20)}`),
  canary('Slack token', `xoxb-${chars(12, '123456789')}-${chars(24)}`),
  canary('Slack webhook', chars(24), `https://hooks.slack.com/services/T0/B0/${chars(24)}`),
  canary('Discord webhook', chars(68), `https://discord.com/api/webhooks/1234/${chars(68)}`),
  canary('Teams webhook', hex(32), `https://x.webhook.office.com/webhookb2/a@b/IncomingWebhook/${hex(32)}/c`),
  canary(
    'Telegram bot',
    `123456789:AA${chars(33)}`,
    `https://api.telegram.org/bot123456789:AA${chars(33)}/send`,
  ),
  canary('JWT', jwt),
  canary('PEM private key', pem, `-----BEGIN RSA PRIVATE KEY-----\n${pem}\n-----END RSA PRIVATE KEY-----`),
  canary('OpenSSH private key', pem, `-----BEGIN OPENSSH PRIVATE KEY-----\n${pem}`),
  canary('private key of a chain', hex(64), `PRIVATE_KEY=0x${hex(64)}`),
  canary('private key of a chain in a sentence', hex(64), `The private key 0x${hex(64)} was refused`),
  canary('seed phrase', 'abandon ability able about', 'mnemonic: "abandon ability able about above absent"'),
  canary('password in an address', chars(14), `postgres://ops:${chars(14)}@db.internal:5432/app`),
  canary('token as the user of an address', chars(40), `https://${chars(40)}@git.example/x.git`),
  canary('Infura key', hex(32), `https://mainnet.infura.io/v3/${hex(32)}`),
  canary('Alchemy key', chars(32), `wss://eth-mainnet.g.alchemy.com/v2/${chars(32)}`),
  canary('QuickNode key', hex(40), `https://x-y-z.quiknode.pro/${hex(40)}/`),
  canary('Ankr key', hex(64), `https://rpc.ankr.com/eth/${hex(64)}`),
  canary('key of another chain provider', chars(32), `https://rpc.example/v3/${chars(32)}`),
  canary(
    'key of a chain provider in the query',
    chars(40),
    `https://lb.drpc.org/ogrpc?network=eth&dkey=${chars(40)}`,
  ),
  canary('model key', `sk-proj-${chars(48)}`),
  canary('another model key', `sk-ant-api03-${chars(48)}`),
  canary('payment key', `sk_live_${chars(24)}`),
  canary('npm token', `npm_${chars(36)}`),
  canary('Google key', `AIza${chars(35)}`),
  canary('Vault token', `hvs.${chars(24)}`),
  canary('Bearer header', chars(43), `Authorization: Bearer ${chars(43)}`),
  canary('Bearer value', chars(43), `Bearer ${chars(43)}`),
  canary('Basic header', `${chars(28)}==`, `authorization: Basic ${chars(28)}==`),
  canary(
    'signature of a request to AWS',
    hex(64),
    `Authorization: AWS4-HMAC-SHA256 Credential=A/b, Signature=${hex(64)}`,
  ),
  canary('session cookie', chars(32), `Cookie: theme=dark; better-auth.session_token=${chars(32)}.x%3D`),
  canary(
    'cookie being set',
    chars(32),
    `set-cookie: __Secure-better-auth.session_token=${chars(32)}; Path=/; HttpOnly`,
  ),
  canary('cookie of any name', chars(32), `Cookie: sid=${chars(32)}`),
  canary('API key of ours', soa),
  canary('API key of ours in a header', soa, `x-api-key: ${soa}`),
  canary('password in a query', chars(12), `/login?user=a&password=${chars(12)}&x=1`),
  canary('token in a query', chars(24), `https://x.example/?token=${chars(24)}#y`),
  canary('ticket of the stream', chars(32), `/ws?ticket=${chars(32)}`),
  canary('code of a sign-in', chars(32), `/callback?code=${chars(32)}&state=x`),
  canary('password in JSON', chars(12), `{"a":[{"b":{"password":"${chars(12)}"}}]}`),
  canary('password of two words in JSON', 'hunter two', '{"password":"hunter two","user":"a"}'),
  canary('password that is a number in JSON', '90817263', '{"password":90817263,"user":"a"}'),
  canary('password in quotes', 'hunter two', `password='hunter two'`),
  canary('token of an inspected object', 'hunter two', `{ token: 'hunter two', id: 1 }`),
  canary('routing key', hex(32), `{"routing_key":"${hex(32)}"}`),
];

/** Text that operators read every day, and must go on reading. */
export const innocent: readonly string[] = [
  `Deployed ${hex(40)} to production`,
  `commit ${hex(40)} (HEAD -> main, tag: v1.24.0)`,
  `https://github.com/harbor-goods/checkout-api/commit/${hex(40)}`,
  `tx 0x${hex(64)} was mined in block 0x${hex(64)}`,
  `{"hash":"0x${hex(64)}","parentHash":"0x${hex(64)}","number":"0x1312d00"}`,
  `https://etherscan.io/tx/0x${hex(64)}`,
  `0x${hex(40)} sent 1.5 ETH to 0x${hex(40)}`,
  `registry.example/checkout-api@sha256:${hex(64)}`,
  `123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/checkout-api:v1.24.0`,
  `"integrity":"sha512-${chars(86)}=="`,
  `ETag: W/"${chars(22)}"`,
  'arn:aws:iam::123456789012:role/smartops-read',
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db1-AbC123',
  'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188',
  'arn:aws:lambda:eu-west-1:123456789012:function:pricing:42',
  '3f2b8c1e-9a4d-4b7e-8c21-5d6f7a8b9c0d',
  'https://api.example/v1/runs/3f2b8c1e-9a4d-4b7e-8c21-5d6f7a8b9c0d/jobs',
  'https://ghe.example/api/v3/repos/harbor-goods/checkout-api/actions/runs/12345678901',
  'pod checkout-api-7d9f8b6c5d-x2x4z in eu-west-1a restarted 3 times',
  'i-0a1b2c3d4e5f67890 is stopped, vol-0a1b2c3d4e5f67890 is in use',
  'git@github.com:harbor-goods/checkout-api.git',
  'ssh://git@github.com/harbor-goods/checkout-api.git',
  'postgres://db.internal:5432/app',
  'Basic monitoring is enabled for i-0a1b2c3d4e5f67890',
  'Basic infrastructure checks passed',
  'Bearer authentication is not supported',
  'The security token included in the request is expired',
  'Token: expired',
  'Invalid password for user sofia',
  'password=\nuser=a',
  '{"maxTokens":4096,"inputTokens":12,"password":null,"hasToken":true}',
  'AccessDenied: smartops-read lacks secretsmanager:GetSecretValue',
  'smartops-read lacks rds:DescribeDBInstances in eu-west-1',
  'The private key file is readable by others',
  'Cookie consent: enabled',
  'GET /api/charts/aws%3Ademo%3Alb%3Acheckout-api~http.5xx.percent?timeRange=24h 200 in 12 ms',
  'https://x.example/search?q=disk%20full%20on%20db-1&page=2',
  'GET /errors?code=404&key=value',
  '2026-11-24T10:00:00.000Z 10.0.12.7 -> [2001:db8::7]:443',
  'aws:demo:lb:checkout-api~requests.per-minute',
  'eu-west-1: 23 of 24 running',
  'base fee 12.345 gwei, priority fee 0.1 gwei, finality 64 blocks',
  'checkout-api/deployment/production/2026-11-24/rollout-status-report.json',
  'VGhpcyBpcyBub3QgYSBzZWNyZXQsIGp1c3QgdGV4dC4=',
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
];
