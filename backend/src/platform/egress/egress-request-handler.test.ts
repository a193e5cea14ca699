import { GetPublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { egressRequestHandler } from './egress-request-handler.ts';

const credentials = { accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: 'secret' };

function recording(answer: Response) {
  const calls: { url: string; init: RequestInit }[] = [];
  const door: typeof fetch = async (input, init = {}) => {
    calls.push({ url: String(input), init });
    return answer;
  };
  return { calls, requestHandler: egressRequestHandler(door) };
}

it('lets an AWS client call through the door and read the answer', async () => {
  const xml = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
    <Arn>arn:aws:iam::1:user/x</Arn><UserId>U</UserId><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
  const { calls, requestHandler } = recording(new Response(xml, { headers: { 'content-type': 'text/xml' } }));
  const client = new STSClient({ region: 'eu-west-1', credentials, requestHandler });

  const identity = await client.send(new GetCallerIdentityCommand({}));

  expect(identity.Arn).toBe('arn:aws:iam::1:user/x');
  expect(calls[0]?.url).toBe('https://sts.eu-west-1.amazonaws.com/');
  const names = new Headers(calls[0]?.init.headers);
  expect(names.get('authorization')).toContain('AWS4-HMAC-SHA256');
  expect([names.has('host'), names.has('content-length')]).toEqual([false, false]);
  expect(String(calls[0]?.init.body)).toContain('Action=GetCallerIdentity');
});

it('keeps path, empty query values and port as they were signed', async () => {
  const { calls, requestHandler } = recording(
    new Response('<PublicAccessBlockConfiguration/>', { headers: { 'content-type': 'application/xml' } }),
  );
  const client = new S3Client({
    region: 'eu-west-1',
    credentials,
    requestHandler,
    endpoint: 'http://127.0.0.1:4566',
    forcePathStyle: true,
  });

  await client.send(new GetPublicAccessBlockCommand({ Bucket: 'b' }));

  expect(calls[0]?.url).toBe('http://127.0.0.1:4566/b/?publicAccessBlock=');
  expect(calls[0]?.init.redirect).toBe('manual');
});
