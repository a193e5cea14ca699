import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

// The one inline style that Swagger UI brings; whatever else it styles from script, a policy allows.
const ownStyle = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${ownStyle}`,
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The document at `/api/openapi.json` and a page to read and try it at `/api/docs`. */
export async function serveReference(app: FastifyInstance, document: object): Promise<void> {
  const body = Buffer.from(JSON.stringify(document));
  app.get('/api/openapi.json', { config: { role: 'viewer' } }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('application/json; charset=utf-8').send(body),
  );
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, role: 'viewer' };
    });
    await scope.register(swagger, { mode: 'static', specification: { document: document as never } });
    await scope.register(swaggerUi, {
      routePrefix: '/api/docs',
      staticCSP: policy,
      uiConfig: { url: '/api/openapi.json' },
    });
  });
}
