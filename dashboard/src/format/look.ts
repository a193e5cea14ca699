/** How something is, as drawn: every kind has a colour, a shape and a word. */
export type Look = 'healthy' | 'warning' | 'critical' | 'offline' | 'unknown' | 'running' | 'pending';
