import { expect, it } from 'vitest';
import { resourceName } from './where.ts';

it.each([
  ['aws:demo:lb:eu-west-1:checkout-api:50dc6c495c0c9188', 'checkout-api'],
  ['aws:demo:rds:eu-west-1:orders-db', 'orders-db'],
  ['github:demo:repository:ledger-worker', 'ledger-worker'],
  ['host', 'host'],
  ['0a1b2c3d4e5f', '0a1b2c3d4e5f'],
])('calls %s what people call it', (id, name) => expect(resourceName(id)).toBe(name));
