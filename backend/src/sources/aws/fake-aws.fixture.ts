import type { SourceTools } from '../source.ts';

/** One call as the fake sees it. */
export interface FakeCall {
  /** `ec2:DescribeInstances`, `s3:GET /`, `monitoring:GetMetricData`. */
  readonly what: string;
  readonly region: string;
  readonly params: URLSearchParams;
  readonly url: URL;
  readonly json: Record<string, unknown>;
}

export type FakeAnswer = Response | string | object | undefined;
export type FakeAnswers = Record<string, (call: FakeCall) => FakeAnswer | Promise<FakeAnswer>>;

/** Tools whose fetch answers like AWS, with what `answers` hold and empty lists for the rest; and the calls it got. */
export function fakeAws(answers: FakeAnswers, now: () => number): { tools: SourceTools; calls: FakeCall[] } {
  const calls: FakeCall[] = [];
  const fakeFetch: typeof fetch = async (input, init) => {
    const call = understand(new URL(String(input)), init);
    calls.push(call);
    init?.signal?.throwIfAborted();
    const answer = (await answers[call.what]?.(call)) ?? empty[call.what];
    if (answer === undefined) throw new Error(`The fake knows no ${call.what}`);
    if (answer instanceof Response) return answer;
    if (typeof answer === 'string') return new Response(answer, { headers: { 'content-type': 'text/xml' } });
    return Response.json(answer);
  };
  return { tools: { connectionId: 'aws:test', fetch: fakeFetch, fetchTyped: fakeFetch, now }, calls };
}

/** A refusal as the query protocols write it. */
export function refusal(code: string, message = code, status = 403): Response {
  const xml = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return new Response(xml, { status, headers: { 'content-type': 'text/xml' } });
}

/** A refusal as EC2 writes it. */
export function ec2Refusal(code: string, message = code): Response {
  const xml = `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors></Response>`;
  return new Response(xml, { status: 403, headers: { 'content-type': 'text/xml' } });
}

export const lacks = (action: string) =>
  `User: arn:aws:iam::123456789012:user/smartops-read is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;

export function instanceXml(id: string, state = 'running', more = ''): string {
  return `<item><instancesSet><item><instanceId>${id}</instanceId><instanceState><name>${state}</name></instanceState>
    <monitoring><state>enabled</state></monitoring>${more}</item></instancesSet></item>`;
}

export function instancesXml(items: string, token = ''): string {
  const next = token && `<nextToken>${token}</nextToken>`;
  return `<DescribeInstancesResponse><reservationSet>${items}</reservationSet>${next}</DescribeInstancesResponse>`;
}

const empty: Record<string, FakeAnswer> = {
  'sts:GetCallerIdentity': `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>
    <Arn>arn:aws:iam::123456789012:user/smartops-read</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  'ec2:DescribeInstances': instancesXml(''),
  'ec2:DescribeInstanceStatus':
    '<DescribeInstanceStatusResponse><instanceStatusSet/></DescribeInstanceStatusResponse>',
  'rds:DescribeDBInstances':
    '<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances/></DescribeDBInstancesResult></DescribeDBInstancesResponse>',
  'lambda:GET /2015-03-31/functions': { Functions: [] },
  's3:GET /': '<ListAllMyBucketsResult><Owner><ID>x</ID></Owner><Buckets/></ListAllMyBucketsResult>',
  'cloudfront:GET /2020-05-31/distribution':
    '<DistributionList><MaxItems>100</MaxItems><IsTruncated>false</IsTruncated><Quantity>0</Quantity></DistributionList>',
  'iam:GetAccountSummary':
    '<R><GetAccountSummaryResult><SummaryMap><entry><key>AccountMFAEnabled</key><value>1</value></entry></SummaryMap></GetAccountSummaryResult></R>',
  'iam:ListUsers': '<R><ListUsersResult><IsTruncated>false</IsTruncated><Users/></ListUsersResult></R>',
  'iam:ListAccessKeys': '<R><ListAccessKeysResult><AccessKeyMetadata/></ListAccessKeysResult></R>',
  'iam:ListAccountAliases':
    '<R><ListAccountAliasesResult><AccountAliases><member>harbor-goods</member></AccountAliases></ListAccountAliasesResult></R>',
  'monitoring:ListMetrics': { Metrics: [] },
  'monitoring:GetMetricData': { MetricDataResults: [] },
};

function understand(url: URL, init: RequestInit | undefined): FakeCall {
  const headers = new Headers(init?.headers);
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.get('authorization') ?? '') ?? [];
  const body =
    init?.body instanceof Uint8Array ? new TextDecoder().decode(init.body) : String(init?.body ?? '');
  const target = headers.get('x-amz-target')?.split('.')[1];
  const params = new URLSearchParams(target ? '' : body);
  const operation =
    target ?? params.get('Action') ?? `${init?.method} ${url.pathname.replace(/(.)\/$/, '$1')}`;
  return { what: `${service}:${operation}`, region, params, url, json: target ? JSON.parse(body) : {} };
}
