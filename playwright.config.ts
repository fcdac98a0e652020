import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/system-programs.mjs'

const executablePath = findChromium()

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'out/e2e',
  // Each test starts a studio of its own, with models: two at once took a tenth less time on two cores, and now and then one of them failed.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env.CI === 'true',
  reporter: [['list'], ['json', { outputFile: 'out/test-reports/playwright.json' }]],
  use: {
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Without a UTF-8 locale Chromium on Linux cannot open a file whose name is not ASCII.
      ...(process.platform === 'linux' ? { env: { ...(process.env as Record<string, string>), LC_ALL: 'C.UTF-8' } } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    // Following a page costs a fifth of all processor time, and nobody can fetch a trace from CI.
    trace: process.env.CI === 'true' ? 'off' : 'retain-on-failure',
  },
})
