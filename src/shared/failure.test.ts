import { describe, expect, it } from 'vitest'
import { errorFor, failureFor, parseFailure, toFailure } from './failure'
import { fillPlaces, type ReasonName, reasons } from './reasons'

const names = Object.keys(reasons) as ReasonName[]

describe('failures of known reasons', () => {
  it('carry words with their values, and the reason for other languages', () => {
    const failure = toFailure(errorFor('file-newer', { version: 7, known: 1 }))
    expect(failure.message).toBe('the file has version 7, this program reads up to 1')
    expect(failure.reason).toEqual({ name: 'file-newer', values: { version: 7, known: 1 } })
  })

  it('cross a border whole', () => {
    const failure = failureFor('store-recovered', { detail: 'page 3', count: 2, path: '/q/a.db' })
    expect(parseFailure(JSON.parse(JSON.stringify(failure)))).toEqual(failure)
  })

  it('that a stranger made up lose their reason and keep their words', () => {
    for (const reason of [{ name: 'toString', values: {} }, { name: 'no-run', values: { id: {} } }, 7, null])
      expect(parseFailure({ code: 'file', message: 'm', reason })).toEqual({ code: 'file', message: 'm' })
  })

  it('leave a place without a value as it is, whatever its name', () => {
    expect(fillPlaces('{a} {constructor}', { a: '$&' })).toBe('$& {constructor}')
  })

  it('say what to do, except where nothing can be done', () => {
    const without = names.filter((name) => !('hint' in reasons[name]))
    expect(without).toEqual(['row-damaged', 'worker-replaced'])
  })
})
