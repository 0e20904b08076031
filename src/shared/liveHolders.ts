// What holds the live bytes of a run just now, by name: for a message while the run goes on, when there is no record
// to look things up in. What held them at any point of a finished run is memoryHolders.ts.
import type { Liveness } from './liveness'
import type { Purpose } from './memoryLedger'

/** The bytes that a name leads to, or that nothing named holds. */
interface LargeHolder {
  /** A name of the script, `gradient of W`, or a purpose in words where no name leads. */
  readonly name: string
  readonly bytes: number
}

/** Bytes that no name leads to, by what they are kept for. */
const unnamed: Readonly<Record<Purpose, string>> = {
  leaf: 'leaf data without a name',
  held: 'data held for backward',
  gradient: 'gradients',
  retained: 'retained gradients',
  temporary: 'results of the present statement',
}

/** What holds less than this share is not worth a word. */
const told = 0.005

/** The `most` largest, each array counted for the first name that leads to it. */
export function largestHolders(liveness: Liveness, most: number): LargeHolder[] {
  const sums = new Map<string, number>()
  const counted = new Set<number>()
  const count = (array: number, name: string): void => {
    if (counted.has(array)) return
    counted.add(array)
    sums.set(name, (sums.get(name) ?? 0) + liveness.ledger.bytesOf(array))
  }
  for (const { name, array, isGradient } of liveness.namedArrays())
    count(array, isGradient ? `gradient of ${name}` : name)
  for (const [array, purpose] of liveness.ledger.purposesById()) count(array, unnamed[purpose])
  return [...sums]
    .map(([name, bytes]) => ({ name, bytes }))
    .filter(({ bytes }) => bytes > told * liveness.ledger.total)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, most)
}
