import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  build: {
    target: 'es2022',
    // MapLibre alone is larger than Vite's default limit; it is loaded once and cached.
    chunkSizeWarningLimit: 1200,
    // Fonts stay files: the content security policy has no `data:` for fonts.
    assetsInlineLimit: 0,
  },
  resolve: mode === 'test' ? { conditions: ['browser'] } : {},
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.ts'],
    restoreMocks: true,
  },
}));
