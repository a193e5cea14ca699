import { digest } from '../http/request-ids.ts';
import { DAY, HOUR, type World } from '../world/world.ts';

export const regions = ['eu-west-1', 'us-east-1'] as const;
export const globalRegion = 'us-east-1';

/** The moment a thing was made: some days before the story began, at an odd hour. */
export function madeAt(world: World, name: string, { least, most }: { least: number; most: number }): Date {
  const days = least + world.chance('made', name) * (most - least);
  return new Date(Math.floor((world.epoch - days * DAY) / 1_000) * 1_000);
}

export function hoursAfterEpoch(world: World, hours: number): Date {
  return new Date(Math.floor((world.epoch + hours * HOUR) / HOUR) * HOUR);
}

/** An id as AWS makes them: a prefix and hexadecimal digits. */
export function idOf(prefix: string, name: string): string {
  return `${prefix}-0${digest('aws', prefix, name).slice(0, 16)}`;
}

/** Twenty capitals and digits, such as an access key. */
export function capitals(prefix: string, name: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bytes = Buffer.from(digest('aws', prefix, name), 'hex');
  return `${prefix}${[...bytes.subarray(0, 20 - prefix.length)].map((byte) => letters[byte % 32]).join('')}`;
}
