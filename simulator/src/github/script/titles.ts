import type { Service } from '../../world/shop.ts';

type Text = readonly [title: string, body?: string];

/** What the shop's people write into their pull requests. */
export const features: Record<Service, readonly Text[]> = {
  'checkout-api': [
    ['Retry card reader once', 'The reader answers busy for about 200 ms after a refund.'],
    ['Refuse expired vouchers early'],
    ['Log the basket id with every payment'],
    ['Keep the session for 30 minutes'],
    ['Round line discounts per item', 'Sum of lines and total could differ by a cent.'],
    ['Send receipts in the language of the shop'],
    ['Time out the tax call after 2 s'],
    ['Idempotency keys for refunds'],
  ],
  'pricing-service': [
    ['Price rules per market', 'Adds price_rule.market and makes it NOT NULL.'],
    ['Round half to even'],
    ['Cache exchange rates for a minute'],
    ['Reject negative margins'],
    ['Explain which rule set a price'],
    ['Bulk prices for 500 items'],
  ],
  'storefront-web': [
    ['Basket: keep gift note'],
    ['Fix sort order on mobile'],
    ['Larger product photos'],
    ['Show delivery day on the product page'],
    ['Search: highlight the match'],
    ['Remember the chosen shop'],
    ['Alt texts for category pictures'],
  ],
  'search-indexer': [
    ['Index size facets'],
    ['Skip unchanged products', 'Halves the time of a full pass.'],
    ['Synonyms for rain wear'],
    ['Batch writes of 500 documents'],
    ['Drop sold-out sizes after a day'],
  ],
  'ledger-worker': [
    ['Batch settlement writes', 'One transaction for 50 settlements instead of 50.'],
    ['Book fees per provider'],
    ['Reject entries older than a closed month'],
    ['Retry on serialization failure', 'SQLSTATE 40001, at most 3 times.'],
    ['Export VAT per country'],
  ],
};

export const chores: readonly Text[] = [
  ['Describe how to run the tests'],
  ['Tidy up the on-call notes'],
  ['Remove a flag that nobody reads'],
  ['Sort the imports'],
];

export const bumps: readonly Text[] = [
  ['Bump runner to Node 24'],
  ['Bump pino from 9.6.0 to 9.7.0'],
  ['Bump vitest from 3.2.1 to 3.2.4'],
  ['Bump actions/checkout from 4 to 5'],
  ['Bump pg from 8.16.0 to 8.16.3'],
];

export const raisePool: Text = ['Raise DB pool for peak', 'DB_POOL_MAX 20 → 40, for the evening peak.'];
export const lowerPool: Text = [
  'Set DB_POOL_MAX back to 20',
  'orders-db allows 200 connections; 6 tasks with 40 each are more than that.',
];
