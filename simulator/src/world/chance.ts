/** A number in [0, 1) for any key. Same seed and key, same number. */
export type Chance = (...key: (string | number)[]) => number;

export function chanceFrom(seed: string): Chance {
  return (...key) => scatter(hashText(`${seed}|${key.join('|')}`), 1);
}

/** FNV-1a with a final avalanche, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return avalanche(hash);
}

/** The number in [0, 1) at place `index` of the stream called `key`; cheap enough for every minute of a year. */
export function scatter(key: number, index: number): number {
  return avalanche(key ^ Math.imul(index, 0x9e3779b1)) / 2 ** 32;
}

/** Smooth noise in about [-1, 1]: slow drift over half an hour, faster over six minutes, a little every minute. */
export function wander(key: number, minute: number): number {
  return (
    0.5 * glide(key, minute / 31) + 0.3 * glide(key ^ 0x5bd1e995, minute / 6) + 0.2 * around(key ^ 7, minute)
  );
}

export function pick<T>(list: readonly T[], chance: number): T {
  const chosen = list[Math.floor(chance * list.length)];
  if (chosen === undefined) throw new RangeError('Nothing to pick from');
  return chosen;
}

function glide(key: number, position: number): number {
  const left = Math.floor(position);
  const share = position - left;
  const eased = share * share * (3 - 2 * share);
  return around(key, left) * (1 - eased) + around(key, left + 1) * eased;
}

const around = (key: number, index: number) => scatter(key, index) * 2 - 1;

function avalanche(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
