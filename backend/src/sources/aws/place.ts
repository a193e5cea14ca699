import type { AwsServiceAttributes, Resource } from '@smartops/contract';

/** What every resource of one account shares. */
export interface Place {
  readonly connectionId: string;
  readonly account: string;
  /** False for a cloud that imitates AWS: AWS's console knows nothing of it. */
  readonly hasConsole: boolean;
  readonly now: number;
  /** The last value of a series, unless it is too old to speak for now. */
  readonly latest: (resourceId: string, metric: string) => number | undefined;
}

/** What a region's listing brought. */
export interface Regional<T> {
  readonly region: string;
  readonly items: readonly T[];
}

type Service = AwsServiceAttributes['service'];

export function serviceId(place: Pick<Place, 'connectionId'>, service: Service): string {
  return `${place.connectionId}:service:${service.toLowerCase()}`;
}

/** The resource that speaks for a whole service. `regions` are those that were counted. */
export function serviceResource(
  place: Place,
  service: Service,
  more: Pick<AwsServiceAttributes, 'instances' | 'status' | 'facts'> & {
    readonly regions: readonly string[];
  },
): Resource {
  const { regions, instances, status, facts } = more;
  const attributes: AwsServiceAttributes = {
    service,
    account: place.account,
    instances,
    status,
    facts: facts.slice(0, 3),
  };
  return {
    id: serviceId(place, service),
    kind: 'aws.service',
    name: service,
    region: regions.length > 0 ? regions.join(', ') : 'global',
    attributes,
  };
}

/** A page of AWS's console; nothing where the console has none. */
export function consoleUrl(place: Place, region: string, path: string): { readonly url?: string } {
  if (!place.hasConsole) return {};
  const host = region.startsWith('cn-')
    ? 'console.amazonaws.cn'
    : region.startsWith('us-gov-')
      ? 'console.amazonaws-us-gov.com'
      : 'console.aws.amazon.com';
  return { url: `https://${region}.${host}/${path}` };
}

/** The tags people name things by. */
export function knownTags(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): Record<string, string> {
  const found = Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
  const { Service: service, Environment: environment } = found;
  return { ...(service && { service }), ...(environment && { environment }) };
}

/** Drops what is not known. */
export function known(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** `41.3 %`, `1,184 /min`; nothing for an unknown value. */
export function measured(value: number | undefined, unit: string): string | undefined {
  if (value === undefined) return undefined;
  const maximumFractionDigits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
  return `${value.toLocaleString('en-US', { maximumFractionDigits })}\u00a0${unit}`;
}

/** Facts that are there, in order. */
export function facts(...all: readonly (string | false | undefined)[]): string[] {
  return all.filter((fact) => typeof fact === 'string');
}

/** `1 impaired`, but nothing for none. */
export function some(count: number, what: string): string | false {
  return count > 0 && `${count.toLocaleString('en-US')} ${what}`;
}
