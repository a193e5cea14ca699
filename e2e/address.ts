/** Not the product's own ports, so that the tests run beside it. */
export const PORT = Number(process.env.E2E_PORT ?? 4301);
export const WS_PORT = PORT + 1;
export const api = `http://127.0.0.1:${PORT}/api`;
