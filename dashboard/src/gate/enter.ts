import { wayBack } from '../live/sign-in-way.ts';

/** Where this visit was going when it was asked to sign in. */
export const destination = (): string =>
  wayBack(new URLSearchParams(location.search).get('back'), location.origin);

/** Into the product with a page load, so that nothing of the stranger before stays. */
export const enter = (to = destination()): void => location.assign(to);
