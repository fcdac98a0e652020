import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Node-side bundles: everything from node_modules stays outside, so native packages load as they are. */
const node = (input: Record<string, string>, outDir: string, format: 'es' | 'cjs' = 'es') => ({
  consumer: 'server' as const,
  resolve: { external: true as const },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'node24',
    ssr: true,
    rolldownOptions: { input, output: { format, entryFileNames: `[name].${format === 'cjs' ? 'cjs' : 'js'}` } },
  },
})

export default defineConfig({
  root: 'renderer',
  plugins: [react()],
  environments: {
    client: { build: { outDir: '../out/renderer', emptyOutDir: true } },
    server: node({ drape: 'app/server/main.ts', core: 'app/studio/core-entry.ts', worker: 'app/workers/entry.ts' }, '../out/server'),
  },
  builder: {
    sharedConfigBuild: true,
    async buildApp(builder) {
      await Promise.all(Object.values(builder.environments).map((environment) => builder.build(environment)))
    },
  },
  test: {
    // Vite's root is the renderer; without this Vitest finds no tests.
    root: import.meta.dirname,
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.ts', 'tests/architecture/**/*.test.ts'] } },
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
