import { config } from 'zod';

// The content policy forbids code made from text, and even the try is reported. Schemas look for this when they are made,
// so it must be imported before the first of them.
config({ jitless: true });
