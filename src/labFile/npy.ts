// NumPy's .npy format, version 1.0, for float64 arrays in C order, so that `numpy.load` reads what the lab exports.
// Source: numpy/lib/format.py (NEP 1).

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]
const prefixLength = 10

export interface NpyArray {
  readonly shape: readonly number[]
  readonly data: Float64Array
}

export function encodeNpy({ shape, data }: NpyArray): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
  const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': ${tuple}, }`
  // The header ends in a newline and is padded so that the data begins at a multiple of 64.
  const padded = Math.ceil((prefixLength + dictionary.length + 1) / 64) * 64 - prefixLength
  const bytes = new Uint8Array(prefixLength + padded + data.length * 8)
  bytes.set(magic)
  new DataView(bytes.buffer).setUint16(8, padded, true)
  bytes.set(new TextEncoder().encode(`${dictionary.padEnd(padded - 1)}\n`), prefixLength)
  const view = new DataView(bytes.buffer, prefixLength + padded)
  data.forEach((value, index) => view.setFloat64(index * 8, value, true))
  return bytes
}

/** @throws Error that names what is not as this program writes it. */
export function decodeNpy(bytes: Uint8Array): NpyArray {
  if (bytes.length < prefixLength || magic.some((byte, i) => bytes[i] !== byte)) {
    throw new Error('not a .npy file of version 1.0')
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerLength = view.getUint16(8, true)
  const dataAt = prefixLength + headerLength
  const header = new TextDecoder().decode(bytes.subarray(prefixLength, dataAt))
  const match = /'descr': '<f8', 'fortran_order': False, 'shape': \(([\d, ]*)\)/.exec(header)
  if (match === null) throw new Error('.npy: only float64 arrays in C order can be read')
  const shape = match[1]!
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number)
  const size = shape.reduce((product, length) => product * length, 1)
  if (bytes.length - dataAt !== size * 8) throw new Error('.npy: the data does not fill the shape')
  const data = new Float64Array(size)
  for (let i = 0; i < size; i++) data[i] = view.getFloat64(dataAt + i * 8, true)
  return { shape, data }
}
