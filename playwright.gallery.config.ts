// `npm run gallery`: pictures of every state, to be looked at. Not part of the tests.
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.gallery.ts',
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 30_000 },
  outputDir: 'test-results/gallery',
  reporter: [['list']],
})
