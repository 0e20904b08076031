// Threads that electron-vite bundles: `import start from './x?nodeWorker'`.
declare module '*?nodeWorker' {
  import type { Worker, WorkerOptions } from 'node:worker_threads'
  export default function (options: WorkerOptions): Worker
}
