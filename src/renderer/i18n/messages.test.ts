// Every text exists in both languages, is used, and takes the same values.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from './en'
import { ko } from './ko'

const root = join(import.meta.dirname, '..')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(ts|vue)$/.test(path) && !path.endsWith('.test.ts') && !path.startsWith('i18n'))
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n')
const literals = new Set(
  [...sources.matchAll(/['"]([a-zA-Z]+(?:\.[a-zA-Z-]+)+)['"]/g)].map((match) => match[1]!),
)
/** Beginnings of keys whose last word comes from data: `status.${…}`. */
const families = [...sources.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z-]+)*\.)\$\{/g)].map((match) => match[1]!)

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

describe('messages', () => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(ko).sort()).toEqual(Object.keys(en).sort())
  })
  it('take the same values in both languages', () => {
    for (const key of Object.keys(en) as (keyof typeof en)[])
      expect([key, places(ko[key])]).toEqual([key, places(en[key])])
  })
  it('are all used', () => {
    const unused = Object.keys(en).filter(
      (key) => !literals.has(key) && !families.some((family) => key.startsWith(family)),
    )
    expect(unused).toEqual([])
  })
  it('are free of the signs that mean something else to the message format', () => {
    for (const text of [...Object.values(en), ...Object.values(ko)]) expect(text).not.toMatch(/[|@]/)
  })
  it('are not left in English in Korean, except names of modes', () => {
    const same = (Object.keys(en) as (keyof typeof en)[]).filter((key) => en[key] === ko[key])
    expect(same.every((key) => key.startsWith('mode.'))).toBe(true)
  })
})
