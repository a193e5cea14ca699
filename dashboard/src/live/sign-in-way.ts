const signIn = '/sign-in';

let onPurpose = false;

/** Whoever signs out on purpose is not coming back to this page; the stream may hear of it before they do. */
export function setLeaving(leaving: boolean): void {
  onPurpose = leaving;
}

/** To the sign-in page, which knows the way back. */
export function leaveToSignIn(): void {
  const { pathname, search } = location;
  if (pathname.startsWith(signIn)) return;
  const back = onPurpose ? '/' : pathname + search;
  location.replace(back === '/' ? signIn : `${signIn}?back=${encodeURIComponent(back)}`);
}

/** Where to go after signing in: a page of this origin, whatever the address says. */
export function wayBack(back: string | null | undefined, origin: string): string {
  const to = back ? URL.parse(back, origin) : null;
  if (!to || to.origin !== origin || to.pathname.startsWith(signIn)) return '/';
  return to.pathname + to.search;
}
