// Has V8 translate and optimize the compiler before it is needed: a spare worker compiles a sample while it waits.
// Runs nothing and keeps nothing.
import { compile } from './compile'
import { nextTurn } from './turn'

/** A bit of everything that scripts are written with, so that every part of the compiler has been at work. */
export const sample = `// %% Data
import { Variable, Function } from 'dezero'
const Ws: Variable[] = [new Variable(np.array([1, 2])), new Variable(np.zeros([2, 3]), 'W')]
const { a, b: [c = 1], ...others } = { a: 1, b: [2], d: null }
interface Point { x: number }
class Square extends Function {
  static made = 0
  #hidden: number = 1
  constructor(scale = 2) { super(); this.scale = scale; this.label = \`square \${scale}\` }
  forward(x) { return x ** 2 * this.scale }
  backward(gy) {
    const { data } = this.inputs[0]
    return 2 * data * gy
  }
}
// %% Functions
const f = (x: number, ...rest: number[]): number => { if (x > 1) return -x; else return f(x + 1, ...rest) }
async function wait(): Promise<void> {
  try { await Promise.resolve(1) } catch (e) { print(e?.message ?? 'none') } finally { print('end') }
}
function* twice(xs) { for (const [i, v] of xs.entries()) yield v * 2 + i }
// %% Training
let sum = 0, text = 'loss ' + 1
for (let epoch = 0; epoch < 10; epoch++) {
  const x = Ws[0], y = new Square()(x.reshape(2)) + Ws[1].sum() * 0.5 - 1
  x.cleargrad(); y.backward({ retainGrad: true })
  Ws.forEach((W) => { if (W.grad !== null) W.data -= 0.1 * W.grad.data / (epoch + 1) })
  for (let i = 0; i < 4; i++) { sum += Math.sqrt(i) * 2 - 1; others[i] = sum ** 2 }
  track('loss', y.data.item()); print(text, epoch, [...twice([1, 2])], typeof y)
}
outer: while (sum > 0) { sum--; if (sum === 3) continue outer; switch (a) { case 1: break outer; default: text += c } }
await wait()
`

/** After so many rounds compiling does not become much faster. */
const rounds = 60

const globals = new Set(['Variable', 'Function', 'np', 'print', 'track', 'Promise', 'Math'])

/** Compiles the sample again and again, a turn of the event loop each, for as long as the worker is not wanted. */
export async function warmUp(isWanted: () => boolean): Promise<number> {
  let round = 0
  for (; round < rounds && !isWanted(); round++) {
    compile(sample, { globals })
    await nextTurn()
  }
  return round
}
