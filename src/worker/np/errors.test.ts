// Wrong use of arrays: the message has both values and the cure, and nothing is changed by the attempt.
import { describe, expect, test } from 'vitest'
import { ArrayError } from '../engine/arrayError'
import { createNp } from './index'

const np = createNp()
const a = np.array([
  [1, 2, 3],
  [4, 5, 6],
])
const wrong: readonly (readonly [string, () => unknown, string])[] = [
  [
    'shapes that do not broadcast',
    () => np.add(a, np.ones([4])),
    'add: shapes [2,3] and [4] do not broadcast; sizes must be equal or 1, counted from the last axis',
  ],
  [
    'unequal inner sizes',
    () => np.matmul(a, np.ones([4, 5])),
    'matmul: inner sizes differ, got [2,3] and [4,5]; transpose the second?',
  ],
  ['matmul with a number', () => np.matmul(a, 2), 'matmul: needs at least 1 dimension, got [2,3] and []'],
  [
    'ragged rows',
    () => np.array([[1, 2], [3]]),
    'array: the list is ragged (2 parts): expected a list of 2 at depth 1, got a list of 1; make all rows equally long',
  ],
  ['a number beside rows', () => np.array([[1, 2], 3]), 'expected a list of 2 at depth 1, got 3'],
  ['rows beside a number', () => np.array([1, [2, 3]]), 'expected a number at depth 1, got a list of 2'],
  ['text in an array', () => np.array([1, 'two'] as never), "array: cannot hold 'two'"],
  ['null', () => np.array(null as never), 'array: cannot make an array of null'],
  [
    'another size',
    () => a.reshape(4, 2),
    'reshape: [2,3] has 6 elements, [4,2] does not hold them; the sizes must multiply to 6',
  ],
  ['two unknown sizes', () => a.reshape(-1, -1), 'reshape: only one size may be -1, got [-1,-1]'],
  ['an axis out of range', () => np.sum(a, 2), 'sum: axis 2 is out of range for 2 dimensions; use -2 … 1'],
  ['an axis twice', () => np.sum(a, [0, -2]), 'sum: axis 0 is given twice'],
  [
    'a misspelt option',
    () => np.sum(a, { keepDims: true } as never),
    "sum: unknown option 'keepDims'; known: axis, keepdims",
  ],
  [
    'an unknown dtype',
    () => np.zeros([2], 'complex' as never),
    "dtype: unknown name 'complex'; use one of float64, float32, int32, bool",
  ],
  ['a dtype of Python', () => np.zeros([2], 'float' as never), "dtype: unknown name 'float'; use 'float64'"],
  ['sizes as numbers', () => np.zeros(2, 3 as never), 'dtype: expected a name, got number'],
  ['an index out of range', () => a.get(2), 'index: 2 is out of range for axis 0 with size 2; use -2 … 1'],
  ['an index in a list out of range', () => a.get([0, 5]), 'index: 5 is out of range for axis 0 with size 2'],
  ['too many indices', () => a.get(0, 0, 0), 'index: 3 indices for an array of shape [2,3]; give at most 2'],
  ['a broken slice', () => a.get('1-3'), "index: '1-3' is no slice; write it as '1:3', '::2' or '...'"],
  ['a fractional index', () => a.get(0.5), 'index: 0.5 is no whole number'],
  [
    'a mask of another shape',
    () => a.get([true, false, true]),
    'index: a mask of shape [3] does not fit [2,3] at axis 0',
  ],
  ['a value that does not fit', () => a.set([1, 2], 0), 'set: shapes [2] and [3] do not broadcast'],
  [
    'a number beyond int32',
    () => np.array([1, 2], 'int32').set(3e9, 0),
    "int32: 3000000000 does not fit; use 'float64' for this array",
  ],
  ['NaN as a whole number', () => np.array([NaN], 'int32'), 'int32: NaN does not fit'],
  [
    'a sum beyond int32',
    () => np.full([2], 2e9, 'int32').sum(),
    "sum: 4000000000 does not fit int32; use astype('float64') first",
  ],
  [
    'a negative power of whole numbers',
    () => np.power(np.array([2], 'int32'), -1),
    'power: a negative power of whole numbers',
  ],
  [
    'bool minus bool',
    () => np.subtract(np.array([true]), np.array([true])),
    'subtract: bool - bool is not defined',
  ],
  ['the largest of nothing', () => np.max(np.zeros([0])), 'max: nothing to compare in an array of shape [0]'],
  [
    'stacking different shapes',
    () => np.stack([a, a.T]),
    'stack: shapes [2,3] and [3,2] differ; all must be equal',
  ],
  [
    'joining different shapes',
    () => np.concatenate([a, np.ones([2, 2])]),
    'concatenate: shapes [2,3] and [2,2] differ outside axis 0',
  ],
  [
    'broadcasting to a smaller shape',
    () => np.broadcast_to(a, [3]),
    'broadcast_to: [2,3] does not repeat to [3]',
  ],
  ['an array as a number', () => Number(a), 'number: an array of shape [2,3] is not a single value'],
  ['a step of 0', () => np.arange(0, 1, 0), 'arange: no range from 0 to 1 in steps of 0'],
]

describe('wrong use is an ArrayError that says what to do', () => {
  for (const [name, call, message] of wrong) {
    test(name, () => {
      const before = a.toString()
      let thrown: unknown
      try {
        call()
      } catch (error) {
        thrown = error
      }
      expect(thrown).toBeInstanceOf(ArrayError)
      expect((thrown as ArrayError).message).toContain(message)
      expect((thrown as ArrayError).message.endsWith(`; ${(thrown as ArrayError).hint}`)).toBe(true)
      expect(a.toString()).toBe(before)
    })
  }
})

test('an assignment that fails in the middle of its values writes none of them', () => {
  const whole = np.array([1, 2, 3], 'int32')
  expect(() => whole.set([7, 8, 3e9], ':')).toThrow('int32: 3000000000 does not fit')
  expect(whole.toString()).toBe('[1 2 3]')
})
