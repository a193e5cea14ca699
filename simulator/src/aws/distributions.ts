import type { Reply } from '../http/exchange.ts';
import { digest } from '../http/request-ids.ts';
import { accountId } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import { capitals, madeAt } from './account.ts';
import type { Call } from './call.ts';
import { pageOf, sizeIn } from './paging.ts';
import { restReply } from './replies.ts';
import type { Xml } from './xml.ts';

export interface Distribution {
  readonly id: string;
  readonly alias: string;
  readonly origin: string;
  /** Usual requests a minute at full demand. */
  readonly perMinute: number;
  /** Usual share of 5xx, percent. */
  readonly failing: number;
  readonly leadsToCheckout: boolean;
}

const most = 3;

export const distributions: readonly Distribution[] = [
  distribution('www.harbor-goods.example', 'storefront-web', { perMinute: 5_200, failing: 0.12 }),
  distribution('api.harbor-goods.example', 'checkout-api', {
    perMinute: 1_650,
    failing: 0.24,
    leadsToCheckout: true,
  }),
  distribution('media.harbor-goods.example', 'harbor-goods-media-prod', { perMinute: 8_900, failing: 0.02 }),
  distribution('status.harbor-goods.example', 'harbor-goods-status-page', { perMinute: 38, failing: 0 }),
];

type Traffic = Pick<Distribution, 'perMinute' | 'failing'> & { readonly leadsToCheckout?: boolean };

function distribution(alias: string, origin: string, traffic: Traffic): Distribution {
  return { id: capitals('E', alias).slice(0, 14), alias, origin, leadsToCheckout: false, ...traffic };
}

export function listDistributions(call: Call, world: World): Reply {
  const { params } = call;
  const size = Math.min(sizeIn(params, 'MaxItems') ?? most, most);
  const token = params.get('Marker');
  const { items, next } = pageOf(distributions, {
    listing: 'cloudfront',
    token,
    size,
    most,
    badToken: 'InvalidArgument',
  });
  return restReply(call, 'DistributionList', {
    Marker: token ?? '',
    NextMarker: next,
    MaxItems: size,
    IsTruncated: next !== undefined,
    Quantity: items.length,
    Items: { DistributionSummary: items.map((one) => described(one, world)) },
  });
}

function described({ id, alias, origin }: Distribution, world: World): Xml {
  return {
    Id: id,
    ARN: `arn:aws:cloudfront::${accountId}:distribution/${id}`,
    Status: 'Deployed',
    LastModifiedTime: madeAt(world, alias, { least: 3, most: 240 }),
    DomainName: `d${digest('cdn', alias).slice(0, 13)}.cloudfront.net`,
    Aliases: { Quantity: 1, Items: { CNAME: alias } },
    Origins: {
      Quantity: 1,
      Items: { Origin: { Id: origin, DomainName: `${origin}.origin.harbor-goods.example` } },
    },
    DefaultCacheBehavior: { TargetOriginId: origin, ViewerProtocolPolicy: 'redirect-to-https' },
    CacheBehaviors: { Quantity: 0 },
    CustomErrorResponses: { Quantity: 0 },
    Comment: '',
    PriceClass: 'PriceClass_100',
    Enabled: true,
    Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    WebACLId: '',
    HttpVersion: 'http2and3',
    IsIPV6Enabled: true,
    Staging: false,
  };
}
