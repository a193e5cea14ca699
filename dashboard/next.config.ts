import type { NextConfig } from 'next';

export default {
  output: 'export',
  reactStrictMode: true,
  transpilePackages: ['@smartops/contract'],
  // `tsc` checks the whole repository once; a second check here costs seconds and sees less.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
} satisfies NextConfig;
