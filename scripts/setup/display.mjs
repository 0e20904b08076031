// A screen for the window: the person's own, or a virtual one (Xvfb) where there is none.
import { spawn } from 'node:child_process'
import { StepFailure } from './step.mjs'

/** True when windows can be shown without help. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY)
}

/**
 * Starts a virtual screen on a free display number.
 * @returns {Promise<{display: string, close: () => void}>}
 */
export function startVirtualDisplay() {
  return new Promise((resolve, reject) => {
    const failed = (cause) =>
      reject(new StepFailure('virtual display', cause, 'install the Debian package xvfb, or set DISPLAY'))
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '2000x1200x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    })
    let said = ''
    let number = ''
    child.stderr.on('data', (data) => {
      said = (said + String(data)).slice(-500)
    })
    child.on('error', (error) => failed(error.message))
    child.on('exit', (status) => failed(`Xvfb ended with status ${status}: ${said.trim()}`))
    child.stdio[3].on('data', (data) => {
      number += String(data)
      if (!number.endsWith('\n')) return
      const close = () => child.kill()
      process.once('exit', close)
      // The screen must not keep this program alive when its work is done.
      child.unref()
      child.stderr.unref()
      child.stdio[3].destroy()
      resolve({ display: `:${number.trim()}`, close })
    })
  })
}

/**
 * The environment for programs with windows. Says in one line when the screen is a virtual one.
 * @returns {Promise<{env: NodeJS.ProcessEnv, close: () => void}>}
 */
export async function openDisplay(env = process.env) {
  if (hasDisplay(env)) return { env: { ...env }, close: () => undefined }
  const { display, close } = await startVirtualDisplay()
  console.log(`Display: none here, so the window opens on a virtual screen (Xvfb ${display})`)
  return { env: { ...env, DISPLAY: display }, close }
}
