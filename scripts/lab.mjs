// `npm run lab -- …`: the headless runner. Bundles the command line when stale (no Electron needed) and hands over.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assemblyScript } from './assemblyscript.mjs'
import { setUpForNode } from './setup.mjs'
import { buildWhenStale } from './setup/build.mjs'
import { projectRoot } from './setup/paths.mjs'
import { reportFailure, StepFailure } from './setup/step.mjs'

const folder = 'out/cli'

/** All entries as ES modules that need Node alone. */
async function bundle() {
  const { build } = await import('vite')
  const built = build({
    root: projectRoot,
    configFile: false,
    logLevel: 'error',
    plugins: [assemblyScript()],
    resolve: { alias: { '@shared': join(projectRoot, 'src/shared') } },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      outDir: join(projectRoot, folder),
      emptyOutDir: true,
      minify: false,
      sourcemap: 'inline',
      rollupOptions: {
        input: {
          main: join(projectRoot, 'src/cli/main.ts'),
          worker: join(projectRoot, 'src/cli/nodeWorker.ts'),
          helper: join(projectRoot, 'src/cli/helperThread.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  await built.catch((error) => {
    throw new StepFailure('build of the command line', error.message, 'correct the source named above')
  })
  writeFileSync(join(projectRoot, folder, 'package.json'), '{ "type": "module" }\n')
}

async function lab() {
  await setUpForNode()
  await buildWhenStale({
    stamp: 'out/cli.stamp',
    entries: [
      ...['src/cli', 'src/labFile', 'src/worker', 'src/shared'],
      ...['scripts/lab.mjs', 'scripts/assemblyscript.mjs', 'package-lock.json'],
    ],
    make: bundle,
  })
  const child = spawn(process.execPath, [join(projectRoot, folder, 'main.js'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (status, signal) => {
    if (signal !== null) process.kill(process.pid, signal)
    else process.exitCode = status ?? 1
  })
}

lab().catch(reportFailure)
