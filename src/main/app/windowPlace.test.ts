import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { placeOnScreens, readPlace, smallestWindow, writePlace } from './windowPlace'

const screen = { x: 0, y: 25, width: 1600, height: 975 }
const right = { x: 1600, y: 0, width: 1280, height: 800 }

describe('the place of the window', () => {
  it('is the remembered one while it fits a screen', () => {
    const place = { x: 1700, y: 40, width: 900, height: 600, maximized: true }
    expect(placeOnScreens(place, [screen, right])).toEqual(place)
  })

  it('is chosen by the system when the remembered one is on no screen, or its title bar cannot be grabbed', () => {
    const size = { width: 900, height: 600, maximized: false }
    for (const [x, y] of [
      [1700, 40],
      [-850, 100],
      [100, -200],
      [100, 990],
      [1560, 100],
    ] as const) {
      expect(placeOnScreens({ x, y, ...size }, [screen]), `${x}, ${y}`).toEqual(size)
    }
  })

  it('is never larger than the screens nor smaller than the window can be', () => {
    expect(placeOnScreens({ width: 9000, height: 9000, maximized: false }, [screen])).toMatchObject({
      width: 1600,
      height: 975,
    })
    expect(placeOnScreens({ width: 1, height: 1, maximized: false }, [screen])).toMatchObject(smallestWindow)
  })

  it('falls back to the usual size for whatever cannot be read', () => {
    for (const bad of [
      undefined,
      null,
      'x',
      { width: 'wide' },
      { width: NaN, height: 1, maximized: false },
    ]) {
      expect(placeOnScreens(bad, [screen])).toEqual({ width: 1440, height: 900, maximized: false })
    }
  })

  it('survives the file, also when the file is cut off', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dezero-lab-place-'))
    const file = join(folder, 'window.json')
    expect(readPlace(file)).toBeUndefined()
    const place = { x: 1, y: 2, width: 800, height: 600, maximized: false }
    writePlace(file, place)
    expect(readPlace(file)).toEqual(place)
    writeFileSync(file, '{"x": 1')
    expect(readPlace(file)).toBeUndefined()
    rmSync(folder, { recursive: true })
  })
})
