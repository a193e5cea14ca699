/** Not the product's own ports, so that the tests run beside it; another where somebody else tests as well. */
export const PORT = Number(process.env.E2E_PORT ?? 4_301);
export const WS_PORT = PORT + 1;
export const api = `http://127.0.0.1:${PORT}/api`;
