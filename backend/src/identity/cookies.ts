/** How cookies are kept, from where the program is reached. */
export interface CookieRules {
  readonly prefix: string;
  readonly attributes: {
    readonly httpOnly: true;
    readonly path: '/';
    readonly secure: boolean;
    readonly sameSite: 'lax' | 'none';
    readonly partitioned?: true;
  };
}

/**
 * Behind TLS a cookie is `Secure` and bound to the host by its name. Pages of other hosts may send it only when some are
 * configured: then it is `SameSite=None`, and the check of the origin is what keeps strangers out. `Partitioned` is what
 * browsers that refuse cookies of other sites still take.
 */
export function cookieRules(publicUrl: URL, otherOrigins: readonly string[]): CookieRules {
  const secure = publicUrl.protocol === 'https:';
  return {
    prefix: secure ? '__Host-smartops' : 'smartops',
    attributes: {
      httpOnly: true,
      path: '/',
      secure,
      ...(secure && otherOrigins.length > 0 ? { sameSite: 'none', partitioned: true } : { sameSite: 'lax' }),
    },
  };
}

export function sessionCookieName({ prefix }: CookieRules): string {
  return `${prefix}.session_token`;
}

/** Of somebody whose password was right, and who is asked for a code. */
export function pendingCookieName({ prefix }: CookieRules): string {
  return `${prefix}.two_factor`;
}

/** The `Set-Cookie` that lets a session's cookie live on. */
export function renewedCookie(rules: CookieRules, value: string, seconds: number): string {
  const { secure, sameSite, partitioned } = rules.attributes;
  return [
    `${sessionCookieName(rules)}=${value}; Max-Age=${seconds}; Path=/; HttpOnly`,
    `SameSite=${sameSite === 'none' ? 'None' : 'Lax'}`,
    ...(secure ? ['Secure'] : []),
    ...(partitioned ? ['Partitioned'] : []),
  ].join('; ');
}
