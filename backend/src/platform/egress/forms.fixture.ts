/** Ways to write an address inside our own network. `:0` stands for the port of the listener nobody may reach. */
const loopback4 = [
  '127.0.0.1 127.0.0.2 127.1 127.0.1 127.127.127.127 127.255.255.254 127.000.000.001 127.0.0.01 127.0x0.0.1',
  '0177.0.0.1 0177.1 0177.0.1 00177.0.0.01 0177.0000.0000.0001 017700000001 0000017700000001',
  '0x7f.0.0.1 0x7f.1 0x7f.0.1 0x7f000001 0x7F000001 0X7F.0X0.0X0.0X1 0x0000007f.1 0x7f.0.0x0.01 0x7f.0x1 127.0x1',
  '2130706433 2130706434 127.0.0.1. 127.1. 0x7f.1. 2130706433. 0 0x0 00 0.0 0.0.0.0 000.000.000.000 0.0.0.0. 0.0.0.1',
  '%31%32%37.0.0.1 127%2e0%2e0%2e1 127.0.0.%31 %30%78%37%66.1',
  '１２７.０.０.１ 127。0。0。1 127．0．0．1 127｡0｡0｡1 ①②⑦.⓪.⓪.① 𝟏𝟐𝟕.𝟎.𝟎.𝟏 𝟙𝟚𝟟.𝟘.𝟘.𝟙 ¹²⁷.⁰.⁰.¹ ₁₂₇.₀.₀.₁ ０x７f.1 ０ｘ７ｆ．１ 127.0.0.1\u00ad 127\u200b.0.0.1 1\u00ad27.1',
];

const loopback6 = [
  '[::1] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::0001] [0::1] [::0:1] [::] [0::0] [0:0:0:0:0:0:0:0]',
  '[::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:127.0.0.1] [0:0:0:0:0:ffff:7f00:1] [::ffff:0.0.0.0] [::ffff:127.127.0.1]',
  '[::ffff:0:127.0.0.1] [::ffff:0:7f00:1] [::127.0.0.1] [::7f00:1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b:1::7f00:1]',
  '[2002:7f00:1::] [2002:7f00:1::1] [2001:0:7f00:1::] [2001:0:4136:e378:8000:63bf:80ff:fffe] [fe80::5efe:7f00:1]',
  '[2606:4700::5efe:7f00:1] [2606:4700::200:5efe:7f00:1] [::1%25lo] [::1%lo] [fe80::1%25eth0] [::ffff:127.0.0.1%25lo]',
];

const within = [
  '10.0.0.1 10.255.255.255 012.0.0.1 0xa.1 167772161 172.16.0.1 172.31.255.255 0xac.0x10.0.1 2886729729',
  '192.168.0.1 192.168.1 0xc0a80001 3232235521 0300.0250.0.1 100.64.0.1 100.127.255.254 192.0.0.1 192.0.2.1 192.88.99.1',
  '198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255',
  '[fc00::1] [fd00::1] [fdff:ffff::1] [fe80::1] [febf::1] [fec0::1] [ff01::1] [ff02::1] [100::1] [100:0:0:1::1] [2001:db8::1]',
  '[3fff::1] [5f00::1] [2001:10::1] [2001:20::1] [2001:2::1] [4000::1] [::ffff:10.0.0.1] [64:ff9b::10.0.0.1] [2002:a00:1::]',
];

/** Where clouds hand out secrets. */
const metadata = [
  '169.254.169.254 169.254.43518 169.16689662 2852039166 0xa9fea9fe 025177524776 0251.0376.0251.0376 0xa9.0xfe.0xa9.0xfe',
  '169.254.169.254. １６９.２５４.１６９.２５４ 169。254。169。254 169.254.170.2 169.254.170.23 169.254.0.23 169.254.42.42',
  '100.100.100.200 0x64646464.0 1684301000 168.63.129.16 192.0.0.192 [fd00:ec2::254] [fd00:ec2::23] [fd20:ce::254] [fd00:42::42]',
  '[::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [::a9fe:a9fe] [64:ff9b::a9fe:a9fe] [64:ff9b:1::a9fe:a9fe] [2002:a9fe:a9fe::]',
  '[2001:0:a9fe:a9fe::] [2001:0:4136:e378:8000:63bf:5601:5601] [fe80::a9fe:a9fe] [2606:4700::5efe:a9fe:a9fe] [::ffff:0:a9fe:a9fe]',
  'metadata.google.internal metadata instance-data.ec2.internal 169.254.169.254.nip.io METADATA.google.internal.',
];

/** Names: the test's own resolver leads each of them to loopback, as the owner of a domain may do with his. */
const names = [
  'localhost LOCALHOST localhost. LocalHost.LocalDomain foo.localhost a.b.localhost. ip6-localhost ip6-loopback broadcasthost',
  'ｌｏｃａｌｈｏｓｔ ⓛⓞⓒⓐⓛⓗⓞⓢⓣ ʟocalhost %6c%6f%63alhost local\u00adhost loc\talhost xn--localhost-x9a',
  '127.0.0.1.nip.io 127-0-0-1.sslip.io localtest.me lvh.me spoofed.burpcollaborator.example 1.1.1.1.evil.example',
  'mixed.example cname.example aaaa.example mapped.example nat64.example empty.example kubernetes.default.svc',
];

/** Whole addresses that look as if they went somewhere else. */
const tricks = [
  'http://1.1.1.1@127.0.0.1:0/',
  'http://1.1.1.1:80@127.0.0.1:0/',
  'http://user:pass@127.0.0.1:0/',
  'http://user:p%40ss@[::1]:0/',
  'http://%ff:%fe@127.0.0.1:0/',
  'http://1.1.1.1%2f@127.0.0.1:0/',
  'http://1.1.1.1%23@127.0.0.1:0/',
  'http://evil.example:0#@1.1.1.1/',
  'http://evil.example:0?@1.1.1.1/',
  'http://127.0.0.1:0\\@1.1.1.1/',
  'http:\\\\127.0.0.1:0\\',
  'http:127.0.0.1:0',
  'http:/127.0.0.1:0',
  'http:////127.0.0.1:0/',
  'hTTp://127.0.0.1:0/',
  ' \thttp://127.0.0.1:0/\n',
  'ht\ntp://127.\t0.0.1:0/',
  'http://@127.0.0.1:0/',
  'http://:@127.0.0.1:0/',
  'http://127.0.0.1:0000/',
  'https://127.0.0.1:0/',
  'https://[::ffff:127.0.0.1]:0/',
  'https://localhost:0/',
  'http://127.0.0.1:22/',
  'http://127.0.0.1:25/',
  'http://127.0.0.1:6379/',
];

const otherSchemes = [
  'file:///etc/passwd',
  'file://127.0.0.1/etc/passwd',
  'gopher://127.0.0.1:0/_GET',
  'ftp://127.0.0.1:0/',
  'sftp://127.0.0.1:0/',
  'tftp://127.0.0.1:0/x',
  'dict://127.0.0.1:0/d:x',
  'ldap://127.0.0.1:0/',
  'ws://127.0.0.1:0/',
  'wss://127.0.0.1:0/',
  'unix:///var/run/docker.sock',
  'http+unix://%2Fvar%2Frun%2Fdocker.sock/info',
  'data:text/plain,x',
  'blob:http://127.0.0.1:0/x',
  'javascript:fetch("http://127.0.0.1:0")',
  'about:blank',
  'jar:http://127.0.0.1:0!/x',
  'view-source:http://127.0.0.1:0/',
  '//127.0.0.1:0/',
  '127.0.0.1:0',
  'localhost:0',
  '/etc/passwd',
  '',
  'http://',
  'http://[',
  'http://[::1',
  'http://127.0.0.1:99999/',
  'http://127.0.0.1:-1/',
  'http://256.256.256.256/',
  'http://0x100000000/',
  'http://127.0.0.0.1/',
  'http://1.1.1.1 @127.0.0.1:0/',
];

const hosts = (lines: readonly string[]) => lines.flatMap((line) => line.split(' '));
const addresses = (lines: readonly string[]) => hosts(lines).map((host) => `http://${host}:0/`);

export const metadataForms = addresses(metadata);
export const internalForms = [
  ...addresses([...loopback4, ...loopback6, ...within, ...names]),
  ...metadataForms,
  ...tricks,
  ...otherSchemes,
];
