// Unit tests stand beside the code they test.
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { assemblyScript } from './scripts/assemblyscript.mjs'

// scripts/test.mjs asks for the counts in a file beside what is printed.
const countsFile = process.env.DEZERO_LAB_UNIT_RESULT

export default defineConfig({
  plugins: [vue(), assemblyScript()],
  resolve: { alias: { '@shared': fileURLToPath(new URL('./src/shared', import.meta.url)) } },
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    pool: 'threads',
    reporters: countsFile === undefined ? ['default'] : ['default', ['json', { outputFile: countsFile }]],
  },
})
