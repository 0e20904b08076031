// The whole set-up on a machine that has Node and npm, step by step. Every step looks first and does only what is missing.
import { setUpPackages } from './setup/packages.mjs'
import { setUpSystemLibraries } from './setup/systemLibraries.mjs'
import { setUpElectron } from './setup/electronRuntime.mjs'
import { hasDisplay } from './setup/display.mjs'
import { StepFailure } from './setup/step.mjs'

/** Packages alone: enough for the command line, lint, types and unit tests. */
export async function setUpForNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new StepFailure('Node', `this is Node ${process.versions.node}`, 'install Node 20.19 or newer')
  }
  await setUpPackages()
}

/** Everything that a window needs. Returns the runtime (see setup/electronRuntime.mjs). */
export async function setUpForWindow() {
  await setUpForNode()
  await setUpSystemLibraries({ display: hasDisplay() })
  return setUpElectron()
}
