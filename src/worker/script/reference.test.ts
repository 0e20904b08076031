import { expect, test } from 'vitest'
import { knownNames } from './diagnose'
import { languageGlobals } from './languageGlobals'
import { scriptReference } from './reference'

test('every name of the lab has a signature and one sentence', () => {
  const entries = scriptReference()
  const known = new Set(entries.filter(({ owner }) => owner === '').map(({ name }) => name))
  const own = ['console', 'Math', 'Date', 'performance', 'crypto']
  const timers = ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval']
  const missing = knownNames.filter(
    (name) => !known.has(name) && !(name in languageGlobals) && ![...own, ...timers].includes(name),
  )
  expect(missing).toEqual([])
  for (const { signature, doc } of entries) {
    expect(signature).not.toBe('')
    expect(doc).toMatch(/\.$/)
  }
})

test('it is plain data and names np as scripts write it', () => {
  const entries = scriptReference()
  expect(JSON.parse(JSON.stringify(entries))).toEqual(entries)
  expect(entries.find(({ owner, name }) => owner === 'np' && name === 'sum')?.signature).toBe(
    'np.sum(x, { axis, keepdims })',
  )
  expect(entries.find(({ owner, name }) => owner === 'np.random' && name === 'randn')).toBeDefined()
})
