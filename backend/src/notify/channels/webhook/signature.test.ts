import { expect, it } from 'vitest';
import { newSigningSecret, signedHeaders } from './signature.ts';

it('signs as the example of Standard Webhooks does', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330_999, body: '{"test": 2432232314}' };

  expect(signedHeaders(secret, message)).toEqual({
    'webhook-id': message.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

it('makes keys of 32 bytes, each another', () => {
  const key = newSigningSecret();
  expect(Buffer.from(key.replace(/^whsec_/, ''), 'base64')).toHaveLength(32);
  expect(newSigningSecret()).not.toBe(key);
});
