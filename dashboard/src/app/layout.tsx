import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import type { ReactNode } from 'react';
import { Theme } from '../frame/theme.tsx';
import './globals.css';

// Identifiers and logs only, so it does not compete with what is read first.
const mono = localFont({
  src: '../styles/fonts/geist-mono-latin.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  preload: false,
  adjustFontFallback: false,
});

export const metadata: Metadata = {
  title: { default: 'Overview · SmartOpsAgent', template: '%s · SmartOpsAgent' },
  description: 'What is wrong, since when, and what changed.',
};

export const viewport: Viewport = { colorScheme: 'light dark' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    // The theme is written before React wakes up.
    <html lang="en" className={`${GeistSans.variable} ${mono.variable}`} suppressHydrationWarning>
      <body>
        <Theme>{children}</Theme>
      </body>
    </html>
  );
}
