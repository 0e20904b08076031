// How windows over images are given, { kernelSize, stride, pad }, and the sizes that follow. Knows no operation.
import { ArrayError } from '../engine/arrayError'
import { GraphError, GraphTypeError } from '../engine/graphError'
import { NDArray } from '../engine/ndarray'
import { parseOptions } from '../engine/options'
import { describe, formatShape, type Shape } from '../engine/shape'
import { windowCount, type Pair, type Windows } from '../kernels/windows'

/** One number for both directions, or a pair: along the height, along the width. */
export type Size = number | readonly [number, number]

/** The distance of windows and the zeros around the image. */
export interface Steps {
  readonly stride: Pair
  readonly pad: Pair
}

export interface StepOptions {
  readonly stride?: Size
  readonly pad?: Size
}

export interface WindowOptions extends StepOptions {
  readonly kernelSize?: Size
}

/**
 * Arguments by name, given one by one in the order of `names`, or the last ones as an options object.
 * @throws GraphError for more arguments or another option than there are names
 */
export function namedArguments(
  subject: string,
  names: readonly string[],
  args: readonly unknown[],
): Record<string, unknown> {
  const given = [...args]
  while (given.length > 0 && given.at(-1) === undefined) given.pop()
  const options = isOptions(given.at(-1)) ? given.pop() : undefined
  if (given.length > names.length) {
    throw new GraphError(
      `${subject}: got ${given.length} arguments after the operands`,
      `they are ${names.join(', ')}`,
    )
  }
  const listed = Object.fromEntries(given.map((value, i) => [names[i]!, value]))
  return { ...listed, ...parseOptions(subject, options, names) }
}

function isOptions(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NDArray)
}

/** A number from `least` for both directions, or a pair of them. */
export function parsePair(subject: string, value: unknown, least: 0 | 1): Pair {
  const pair: readonly unknown[] = Array.isArray(value) ? value : [value, value]
  const fits = (one: unknown): boolean => typeof one === 'number' && Number.isInteger(one) && one >= least
  if (pair.length === 2 && pair.every(fits)) return pair as unknown as Pair
  const text = Array.isArray(value) ? `[${value.map(describe).join(',')}]` : describe(value)
  throw new GraphTypeError(
    `${subject} is ${text}`,
    `use a whole number from ${least}, or two of them: [along the height, along the width]`,
  )
}

/** `stride`, 1 when not given, and `pad`, 0 when not given. */
export function parseSteps(subject: string, { stride, pad }: Record<string, unknown>): Steps {
  return {
    stride: parsePair(`${subject}: stride`, stride ?? 1, 1),
    pad: parsePair(`${subject}: pad`, pad ?? 0, 0),
  }
}

/** The window of functions that get its size as an argument. */
export function parseWindows(subject: string, named: Record<string, unknown>): Windows {
  const { kernelSize } = named
  if (kernelSize !== undefined) {
    return { kernel: parsePair(`${subject}: kernelSize`, kernelSize, 1), ...parseSteps(subject, named) }
  }
  throw new GraphTypeError(
    `${subject}: the size of the window is missing`,
    'add { kernelSize: 2 }, and stride and pad where they are not 1 and 0',
  )
}

/** Checks that `shape` is a batch of images. `what` names it in the error. */
export function checkImages(
  subject: string,
  what: string,
  shape: Shape,
): readonly [number, number, number, number] {
  if (shape.length === 4) return shape as unknown as readonly [number, number, number, number]
  throw new ArrayError(
    `${subject}: ${what} has shape ${formatShape(shape)}, not 4 axes`,
    shape.length === 3
      ? `one image is a batch of one: reshape it to ${formatShape([1, ...shape])}`
      : 'give [images, channels, height, width]',
  )
}

/** How many windows fit, [OH, OW], into images of `height` and `width`. */
export function outSize(subject: string, height: number, width: number, windows: Windows): Pair {
  const { kernel, stride, pad } = windows
  const out = [
    windowCount(height, kernel[0], stride[0], pad[0]),
    windowCount(width, kernel[1], stride[1], pad[1]),
  ] as const
  if (out[0] >= 1 && out[1] >= 1) return out
  const padded = [height + 2 * pad[0], width + 2 * pad[1]]
  const lack = Math.max(kernel[0] - padded[0]!, kernel[1] - padded[1]!)
  throw new ArrayError(
    `${subject}: the window ${formatShape(kernel)} is larger than the image ${formatShape([height, width])}` +
      (pad.some((one) => one > 0) ? ` with pad ${formatShape(pad)}` : ''),
    `use a smaller window, or pad: ${Math.max(...pad) + Math.ceil(lack / 2)}`,
  )
}
