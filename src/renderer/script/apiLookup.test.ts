import type { ApiEntry } from '@shared/engineApi'
import { describe, expect, it } from 'vitest'
import { meaningOf, namesAfter, ownerBefore } from './apiLookup'

const entry = (owner: ApiEntry['owner'], name: string, signature: string, method = false): ApiEntry => ({
  owner,
  name,
  kind: 'function',
  signature,
  doc: `${name}.`,
  lesson: 1,
  method,
})
const entries = [
  entry('', 'print', 'print(...values)'),
  entry('', 'sum', 'sum(x, { axis, keepdims })', true),
  entry('', 'square', 'square(x)', true),
  entry('np', 'sum', 'np.sum(x, { axis, keepdims })'),
  entry('np.random', 'randn', 'np.random.randn(...shape)'),
]
const names = (path: string | null) => namesAfter(entries, path).map(({ name }) => name)

describe('the owner of a name', () => {
  it.each([
    ['', ''],
    ['const y = squ', ''],
    ['np.', 'np'],
    ['2 * np.su', 'np'],
    ['np.random.', 'np.random'],
    ['x.gr', 'x'],
    ['this.input.', 'this.input'],
    ['변수.', '변수'],
    ['f(x).', null],
    ['a[0].gr', null],
  ])('before "%s" is %s', (before, owner) => expect(ownerBefore(before)).toBe(owner))
})

describe('names of the script API', () => {
  it('in scope do not mix with those of np', () => {
    expect(names('')).toEqual(['print', 'sum', 'square'])
    expect(names('np')).toEqual(['sum', 'random'])
    expect(names('np.random')).toEqual(['randn'])
  })
  it('after F are the functions of variables', () => expect(names('F')).toEqual(['sum', 'square']))
  it('after a value are its fields and methods', () => {
    expect(names('x')).toEqual(expect.arrayContaining(['data', 'grad', 'backward', 'sum', 'square']))
    expect(names('x')).not.toContain('print')
    expect(names(null)).toEqual(names('x'))
  })
  it('are none after the things of the language', () => expect(names('Math')).toEqual([]))
  it('are written after the dot as a method', () => {
    expect(meaningOf(entries, 'y = loss.', 'sum')?.signature).toBe('x.sum({ axis, keepdims })')
    expect(meaningOf(entries, 'y = loss.', 'square')?.signature).toBe('x.square()')
    expect(meaningOf(entries, 'y = ', 'sum')?.signature).toBe('sum(x, { axis, keepdims })')
    expect(meaningOf(entries, 'np.', 'sum')?.signature).toBe('np.sum(x, { axis, keepdims })')
    expect(meaningOf(entries, '', 'nobody')).toBeNull()
  })
})
