export const owner = 'harbor-goods';
export const accountId = '418230014477';
export const reader = `arn:aws:iam::${accountId}:user/smartops-read`;

export const services = [
  'checkout-api',
  'pricing-service',
  'storefront-web',
  'search-indexer',
  'ledger-worker',
] as const;
export type Service = (typeof services)[number];

export interface Person {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly type: 'User' | 'Bot';
}

const person = (id: number, login: string, name: string): Person => ({ id, login, name, type: 'User' });

export const people = {
  weber: person(7_301_114, 'jweber', 'Jonas Weber'),
  okafor: person(7_301_287, 'tokafor', 'Tobe Okafor'),
  fuchs: person(7_302_003, 'lfuchs', 'Lena Fuchs'),
  tan: person(7_302_450, 'mtan', 'Mei Tan'),
  lindqvist: person(7_302_981, 'slindqvist', 'Sofia Lindqvist'),
  nair: person(7_303_116, 'pnair', 'Priya Nair'),
  bot: { id: 49_699_333, login: 'dependabot[bot]', name: 'dependabot[bot]', type: 'Bot' },
} as const satisfies Record<string, Person>;

export const author: Record<Service, Person> = {
  'checkout-api': people.weber,
  'pricing-service': people.okafor,
  'storefront-web': people.fuchs,
  'search-indexer': people.tan,
  'ledger-worker': people.lindqvist,
};
