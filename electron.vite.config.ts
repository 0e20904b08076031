// One build output for Chrome 114 / Node 18 (the registry-only runtime) and for current Electron.
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { assemblyScript } from './scripts/assemblyscript.mjs'

const alias = { '@shared': resolve('src/shared') }

export default defineConfig({
  main: {
    resolve: { alias },
    build: { target: 'node18', rollupOptions: { output: { format: 'cjs' } } },
  },
  preload: {
    resolve: { alias },
    build: {
      target: 'node18',
      // A sandboxed preload can load no second file.
      isolatedEntries: true,
      rollupOptions: {
        input: { window: resolve('src/preload/window.ts'), host: resolve('src/preload/host.ts') },
        output: { format: 'cjs' },
      },
    },
  },
  renderer: {
    root: 'src',
    publicDir: false,
    resolve: { alias },
    plugins: [vue()],
    // Worker scripts stand in a folder of their own: main serves them with their own policy, to the engine host alone.
    worker: {
      format: 'es',
      plugins: () => [assemblyScript()],
      rollupOptions: {
        output: { entryFileNames: 'worker/[name]-[hash].js', chunkFileNames: 'worker/[name]-[hash].js' },
      },
    },
    build: {
      target: 'chrome114',
      assetsInlineLimit: 0,
      outDir: 'out/renderer',
      rollupOptions: {
        input: { window: resolve('src/renderer/index.html'), host: resolve('src/host/index.html') },
      },
    },
    server: {
      host: '127.0.0.1',
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cross-Origin-Resource-Policy': 'same-origin',
      },
    },
  },
})
