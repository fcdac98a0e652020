import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { buildMark } from './tools/build-mark.ts'

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), buildMark()],
  // Nothing is inlined: the page's policy refuses fonts in data URLs.
  build: { outDir: '../out/renderer', emptyOutDir: true, assetsInlineLimit: 0 },
  server: { host: '127.0.0.1' },
  test: {
    // Vite's root is the renderer; without this Vitest finds no tests.
    root: import.meta.dirname,
    projects: [
      {
        extends: true,
        test: { name: 'unit', testTimeout: 30_000, include: ['tests/unit/**/*.test.ts', 'tests/architecture/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Native models and databases: one process per file, and never more files than cores.
          pool: 'forks',
          maxWorkers: 2,
        },
      },
    ],
  },
})
