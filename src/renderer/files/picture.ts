// Pictures as bytes. Knows the page's canvas, no view.
import { LabError } from '@shared/failure'

/** Pixels per unit of a drawing, and the longest side that a canvas takes. */
const scale = 2
const longestSide = 16_000

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** An SVG drawing with a size as PNG, on white. */
export async function pngOfSvg(svg: string): Promise<Uint8Array> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const factor = Math.min(scale, longestSide / Math.max(image.width, image.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.ceil(image.width * factor)
    canvas.height = Math.ceil(image.height * factor)
    const context = canvas.getContext('2d')
    if (context === null) throw new LabError({ code: 'bug', message: 'This page cannot draw.' })
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await pngOfCanvas(canvas)
  } finally {
    URL.revokeObjectURL(address)
  }
}

/** What a canvas shows. */
export async function pngOfCanvas(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob === null) throw new LabError({ code: 'bug', message: 'The picture could not be encoded.' })
  return new Uint8Array(await blob.arrayBuffer())
}

export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** RFC 4180, with the byte order mark by which spreadsheets know that it is UTF-8. A text cannot begin a formula. */
export function toCsv({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `${cells.map(toCsvCell).join(',')}\r\n`
  return `\ufeff${line(columns)}${rows.map(line).join('')}`
}

function toCsvCell(text: string): string {
  const isNumber = text !== '' && !Number.isNaN(Number(text))
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
