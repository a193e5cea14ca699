import { json, type Refusal, type Reply } from '../../http/exchange.ts';
import { MINUTE, SECOND } from '../../world/world.ts';
import type { GitHubError } from './call.ts';
import type { Route } from './route.ts';

const docsRoot = 'https://docs.github.com/rest';

export type Headers = Readonly<Record<string, string>>;

export function errorReply(error: GitHubError, headers: Headers, route?: Route): Reply {
  const url = error.status === 401 || !route ? docsRoot : `${docsRoot}/${route.docs}`;
  const { location } = error.headers;
  const told = { message: error.message, url, ...(location !== undefined && { location }) };
  return said(error.status, told, { ...headers, ...error.headers });
}

/** The hourly quota is used up: usually 403, not 429. */
export function exhausted(headers: Headers, status = 403): Reply {
  const message =
    'API rate limit exceeded for user ID 7303116. If you reach out to GitHub Support for help, please include the request ID.';
  const url = `${docsRoot}/overview/rate-limits-for-the-rest-api`;
  return said(status, { message, url }, { ...headers, 'x-ratelimit-remaining': '0' });
}

export function refusalReply(
  refusal: Refusal,
  status: number | undefined,
  headers: Headers,
  now: number,
): Reply {
  if (refusal === 'denied')
    return said(status ?? 401, { message: 'Bad credentials', url: docsRoot }, headers);
  if (refusal === 'broken') return broken(status ?? 500, headers);
  if (refusal === 'secondary') return secondary(status ?? 403, headers);
  const reset = String(Math.ceil((now + 23 * MINUTE) / SECOND));
  const limit = headers['x-ratelimit-limit'] ?? '5000';
  return exhausted({ ...headers, 'x-ratelimit-used': limit, 'x-ratelimit-reset': reset }, status);
}

function secondary(status: number, headers: Headers): Reply {
  const message =
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.';
  const url = `${docsRoot}/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits`;
  return said(status, { message, url }, { ...headers, 'retry-after': '60' });
}

/** What stands in front of GitHub answers in HTML when GitHub itself does not. */
function broken(status: number, headers: Headers): Reply {
  if (status === 502 || status === 503 || status === 504)
    return {
      status,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'x-github-request-id': headers['x-github-request-id'] ?? '',
      },
      body: '<!DOCTYPE html>\n<html><head><title>Unicorn! &middot; GitHub</title></head><body><p><strong>We had issues producing the response to your request.</strong></p></body></html>\n',
    };
  return said(status, { message: status >= 500 ? 'Server Error' : 'Forbidden', url: docsRoot }, headers);
}

function said(
  status: number,
  told: { readonly message: string; readonly url: string; readonly location?: string },
  headers: Headers,
): Reply {
  const { message, url, location } = told;
  const body = {
    message,
    ...(location !== undefined && { url: location }),
    documentation_url: url,
    status: String(status),
  };
  return json(status, body, { ...headers, 'content-type': 'application/json; charset=utf-8' });
}
