// The types of what wasm/elementwise.as exports: kernels over runs of `n` elements at addresses.

/** o = a ∘ b. */
type Both = (a: number, b: number, o: number, n: number) => void
/** o = a ∘ y. */
type Right = (a: number, y: number, o: number, n: number) => void
/** o = x ∘ b. */
type Left = (x: number, b: number, o: number, n: number) => void

type Width = '64' | '32'
type Operation = 'add' | 'subtract' | 'multiply' | 'divide'

export type CompiledArithmetic = Readonly<
  Record<`${Operation}Both${Width}`, Both> &
    Record<`${Operation}Right${Width}`, Right> &
    Record<`${'subtract' | 'divide'}Left${Width}`, Left>
>
