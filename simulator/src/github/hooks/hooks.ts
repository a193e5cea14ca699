import type { Service } from '../../world/shop.ts';

export interface Hook {
  readonly id: number;
  readonly repo: Service;
  readonly url: string;
  readonly contentType: 'json' | 'form';
  readonly secret: string | undefined;
  readonly insecureSsl: '0' | '1';
  readonly events: readonly string[];
  readonly isActive: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The address by which its maker knows this API. */
  readonly origin: string;
}

/** What a receiver is to be told. */
export interface Letter {
  /** Of what happened, the same for every hook and every try. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly payload: unknown;
  readonly isRedelivery: boolean;
}

/** How one try went. */
export interface Delivery extends Letter {
  readonly id: number;
  readonly deliveredAt: number;
  readonly seconds: number;
  readonly status: string;
  readonly statusCode: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
}

/** The hooks of all repositories and what they were told. */
export interface Hooks {
  readonly all: Map<number, Hook>;
  /** By hook: the moment up to which its receiver knows what happened. */
  readonly toldUntil: Map<number, number>;
  /** By hook: what is sent besides, such as a ping. */
  readonly extras: Map<number, readonly Letter[]>;
  /** By hook, oldest first. */
  readonly deliveries: Map<number, readonly Delivery[]>;
  nextId(): number;
}

const firstId = 480_217_001;

export function createHooks(): Hooks {
  let last = firstId - 1;
  return {
    all: new Map(),
    toldUntil: new Map(),
    extras: new Map(),
    deliveries: new Map(),
    nextId: () => ++last,
  };
}
