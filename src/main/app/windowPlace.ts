// Where the window stands: kept in a small file of the profile, checked against the screens of today.
// Must not know Electron.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Absent coordinates let the system choose. */
export interface WindowPlace {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

export const smallestWindow = { width: 720, height: 480 } as const
const usual: WindowPlace = { width: 1440, height: 900, maximized: false }
/** So much of the title bar must be on a screen that it can be grabbed. */
const grip = { width: 120, height: 32 } as const

const placeSchema = v.object({
  x: v.optional(v.pipe(v.number(), v.integer())),
  y: v.optional(v.pipe(v.number(), v.integer())),
  width: v.pipe(v.number(), v.integer()),
  height: v.pipe(v.number(), v.integer()),
  maximized: v.boolean(),
})

/** The place to open at: the remembered one where it still fits the screens, else the usual size where the system likes. */
export function placeOnScreens(remembered: unknown, screens: readonly Area[]): WindowPlace {
  const parsed = v.safeParse(placeSchema, remembered)
  const place = parsed.success ? parsed.output : usual
  const largest = {
    width: Math.max(smallestWindow.width, ...screens.map((screen) => screen.width)),
    height: Math.max(smallestWindow.height, ...screens.map((screen) => screen.height)),
  }
  const size = {
    width: Math.min(Math.max(place.width, smallestWindow.width), largest.width),
    height: Math.min(Math.max(place.height, smallestWindow.height), largest.height),
    maximized: place.maximized,
  }
  const { x, y } = place
  if (x === undefined || y === undefined) return size
  const reachable = screens.some(
    (screen) =>
      Math.min(x + size.width, screen.x + screen.width) - Math.max(x, screen.x) >= grip.width &&
      y >= screen.y &&
      y + grip.height <= screen.y + screen.height,
  )
  return reachable ? { x, y, ...size } : size
}

/** What the file says, or undefined when there is none or it cannot be read as JSON. */
export function readPlace(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Replaces the file as a whole. A disk that refuses keeps the place of before: where a window stood is not worth more
 * than a warning, while the person's text is still to be kept.
 */
export function writePlace(file: string, place: WindowPlace): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(place))
    renameSync(`${file}.new`, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
    process.emitWarning(`The place of the window was not kept: ${(error as Error).message}`)
  }
}
