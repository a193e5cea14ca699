/** How cookies are kept, from where the program is reached. */
export interface CookieRules {
  readonly prefix: string;
  readonly attributes: {
    readonly httpOnly: true;
    readonly path: '/';
    readonly secure: boolean;
    readonly sameSite: 'lax' | 'none';
  };
}

/**
 * Behind TLS a cookie is `Secure` and bound to the host by its name. Pages of other hosts may send it only when some are
 * configured: then it is `SameSite=None`, and the check of the origin is what keeps strangers out.
 */
export function cookieRules(publicUrl: URL, otherOrigins: readonly string[]): CookieRules {
  const secure = publicUrl.protocol === 'https:';
  const sameSite = secure && otherOrigins.length > 0 ? 'none' : 'lax';
  return {
    prefix: secure ? '__Host-smartops' : 'smartops',
    attributes: { httpOnly: true, path: '/', secure, sameSite },
  };
}

export function sessionCookieName({ prefix }: CookieRules): string {
  return `${prefix}.session_token`;
}

/** The `Set-Cookie` that lets a session's cookie live on. */
export function renewedCookie(rules: CookieRules, value: string, seconds: number): string {
  const { secure, sameSite } = rules.attributes;
  const same = sameSite === 'none' ? 'None' : 'Lax';
  return `${sessionCookieName(rules)}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=${same}${secure ? '; Secure' : ''}`;
}
