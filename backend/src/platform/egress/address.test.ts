import { expect, it } from 'vitest';
import { isMetadataAddress, isPublicAddress } from './address.ts';

it.each([
  '127.0.0.1',
  '127.8.8.8',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '100.100.100.200',
  '169.254.169.254',
  '168.63.129.16',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  '64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1',
  '::ffff:0:7f00:1',
  '::7f00:1',
  '2002:7f00:1::',
  '2001::1',
  '2606:4700::5efe:7f00:1',
  '2606:4700::200:5efe:7f00:1',
  '2606:4700:4700::1111%eth0',
  '100:0:0:1::1',
  '4000::1',
  'fec0::1',
  '3fff::1',
  '127.1',
  '8.8',
  '',
  'localhost',
])('never calls %s for a stranger', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

it.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '8.8.8.8', '2606:4700:4700::1111', '::ffff:1.1.1.1'])(
  'lets %s through',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

it.each([
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd20:ce::254',
  'fd00:42::42',
  'fe80::a9fe:a9fe',
  'fe80::a9fe:a9fe%eth0',
  '::ffff:169.254.169.254',
  '::ffff:0:169.254.169.254',
  '::a9fe:a9fe',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::a9fe:a9fe',
  '2002:a9fe:a9fe::1',
  '2001:0:a9fe:a9fe::',
  '2001:0:4136:e378:8000:63bf:5601:5601',
  '2606:4700::5efe:a9fe:a9fe',
])('knows that a cloud hands out secrets at %s', (address) => {
  expect(isMetadataAddress(address)).toBe(true);
  expect(isPublicAddress(address)).toBe(false);
});

it.each([
  '10.0.0.1',
  '127.0.0.1',
  '::1',
  'fd00::1',
  'fe80::1',
  '100.100.100.201',
  '2002:0a00:1::',
  'no address',
])('does not mistake %s for such an address', (address) => {
  expect(isMetadataAddress(address)).toBe(false);
});
