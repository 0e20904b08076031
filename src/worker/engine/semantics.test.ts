// What scripts may rely on in variables, functions and backward(): the semantics verified on the book's own code.
import { beforeEach, describe, expect, it } from 'vitest'
import { F } from '../ops'
import { Function } from './function'
import { NDArray } from './ndarray'
import { resetEngine } from './state'
import { Variable } from './variable'

const { add, exp, square } = F
const scalar = (value: number): Variable => new Variable(NDArray.scalar(value))
const gradOf = (x: Variable): number | null => x.grad?.data?.first() ?? null

beforeEach(() => resetEngine())

class Square extends Function {
  override forward(x: NDArray): NDArray {
    return NDArray.scalar(x.first() ** 2)
  }
  override backward(gy: Variable): Variable {
    return F.mul(F.mul(2, this.input), gy)
  }
}

describe('functions of a script', () => {
  it('can be called, are their outputs’ creators, and hide what JavaScript functions have', () => {
    const A = new Square()
    const x = scalar(3)
    const y = A(x)
    expect(y.data!.first()).toBe(9)
    expect(y.creator).toBe(A)
    expect(A.input).toBe(x)
    expect(A).toBeInstanceOf(Square)
    expect('call' in A || 'apply' in A || 'name' in A || 'length' in A).toBe(false)
    y.backward()
    expect(gradOf(x)).toBe(6)
  })

  it('keep the graph of an earlier call when one instance is applied twice', () => {
    const A = new Square()
    const x = scalar(3)
    const y = A(A(x))
    expect(y.creator).toBe(A)
    y.backward()
    expect(gradOf(x)).toBe(108)
  })
})

describe('backward', () => {
  it('sums over a variable used several times, and adds to what stands there until cleargrad', () => {
    const x = scalar(3)
    add(x, x).backward()
    expect(gradOf(x)).toBe(2)
    add(add(x, x), x).backward()
    expect(gradOf(x)).toBe(5)
    x.cleargrad()
    add(add(x, x), x).backward()
    expect(gradOf(x)).toBe(3)
  })

  it('runs the highest generation first, each function once', () => {
    const x = scalar(2)
    const a = square(x)
    const y = add(square(a), square(a))
    y.backward()
    expect(y.data!.first()).toBe(32)
    expect(gradOf(x)).toBe(64)
  })

  it('gives steps 3 and 6 to the last digit', () => {
    const x = scalar(0.5)
    const y = square(exp(square(x)))
    y.backward()
    expect(y.data!.first()).toBe(1.648721270700128)
    expect(gradOf(x)).toBe(3.297442541400256)
  })
})
