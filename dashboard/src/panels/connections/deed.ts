import type { ConnectionSetting } from '@smartops/contract';

/** What an administrator does to one of them. */
export type Deed = { readonly what: 'edit' | 'remove'; readonly connection: ConnectionSetting };
