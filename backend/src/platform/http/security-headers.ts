import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type HelmetOptions } from 'helmet';

const forAnApi: HelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
  },
  frameguard: { action: 'deny' },
  hsts: false,
};

/** What `helmet` sends, worked out once: running its dozen middlewares for each request would cost more than the reply. */
export const securityHeaders: Readonly<Record<string, string>> = { ...headersOf(forAnApi), vary: 'origin' };

/** Only for requests that came over TLS. */
export const strictTransport = 'max-age=31536000; includeSubDomains';

function headersOf(options: HelmetOptions): Record<string, string> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(options)(request, response, (error) => {
    if (error) throw error;
  });
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}
