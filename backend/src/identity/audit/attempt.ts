export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Who tried. `loopback` is whoever sits at the machine of an open installation, `system` is the program itself. */
export interface Actor {
  readonly kind: 'person' | 'key' | 'loopback' | 'system' | 'anonymous';
  readonly id: string | null;
  readonly name: string;
}

export type Outcome = 'allowed' | 'refused' | 'failed';

/** One try at something privileged. */
export interface Attempt {
  readonly at: number;
  readonly actor: Actor;
  /** Noun and verb: `member.invite`. */
  readonly action: string;
  readonly target?: string | null;
  readonly outcome: Outcome;
  readonly reason?: string | null;
  readonly address?: string | null;
  readonly requestId?: string | null;
  readonly detail?: { readonly [key: string]: Json };
}

/** An attempt as it stands in the log. */
export interface AuditRow extends Required<Attempt> {
  readonly workspace: string;
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  /** Of the encoding that was hashed. */
  readonly version: number;
  readonly previousHash: string;
  readonly hash: string;
}

/** The end of a chain. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

export interface AuditFilter {
  /** The actor's id. */
  readonly actor?: string | undefined;
  /** How the action begins: `member.` */
  readonly action?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** Anywhere in who, action, target, reason or address, in any case. */
  readonly text?: string | undefined;
  /** From this moment on. */
  readonly from?: number | undefined;
  /** Before this moment. */
  readonly to?: number | undefined;
}
