import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatShare,
  previewArray,
  previewValues,
  toFunctionName,
} from './format'

describe('numbers in the interface', () => {
  it('keep four significant digits and no empty decimals', () => {
    expect([32, 0.1, 3.2974426293330694, 50000, 123456, -0.00123456].map(formatNumber)).toEqual([
      '32',
      '0.1',
      '3.297',
      '50000',
      '1.235e5',
      '-0.001235',
    ])
  })
  it('write tiny and huge ones with an exponent, and NumPy words for what is no number', () => {
    expect([1e-3, 1e-4, 2.5e9, NaN, -Infinity, -0, 0].map(formatNumber)).toEqual([
      '0.001',
      '1e-4',
      '2.5e9',
      'nan',
      '-inf',
      '-0',
      '0',
    ])
  })
  it('group thousands', () => {
    expect(formatCount(1234567)).toBe('1\u202f234\u202f567')
  })
})

describe('sizes and times', () => {
  it('give shares in whole per cent, small ones with one figure', () => {
    expect([0, 1, 0.456, 0.0042, 0.0000123].map(formatShare)).toEqual([
      '0 %',
      '100 %',
      '46 %',
      '0.4 %',
      '0.001 %',
    ])
  })
  it('choose the unit that reads well', () => {
    expect([8, 8192, 32e6, 1.5e9].map(formatBytes)).toEqual(['8 B', '8.19 kB', '32 MB', '1.5 GB'])
    expect([0.2, 12.4, 2345, 61_000].map(formatDuration)).toEqual(['<1 ms', '12 ms', '2.35 s', '1 min 1 s'])
  })
})

describe('array previews', () => {
  it('show a scalar as a number and a short array in brackets', () => {
    expect(previewArray([], [2])).toBe('2')
    expect(previewArray([1], [0.5])).toBe('[0.5]')
    expect(previewArray([2, 2], [1, 4, 2.5, 5.47, 0, 0, 1, 1, 2, 3, 4])).toBe('[[1, 2], [3, 4]]')
  })
  it('show a large array by shape and range', () => {
    expect(previewArray([100, 3], [-1, 2, 0, 9, 0, 0, 1, 0.5])).toBe('100×3 [-1 … 2]')
    expect(previewValues([100, 3], [-1, 2, 0, 9, 0, 0, 1, 0.5])).toBe('[-1 … 2]')
    expect(previewValues([], [7])).toBe('7')
  })
})

it('names functions as the book names their classes', () => {
  expect(toFunctionName('meanSquaredError')).toBe('MeanSquaredError')
})
