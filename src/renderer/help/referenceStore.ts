// The script API as the engine tells it, in the person's language: for completion, hover and the help page.
import type { ApiEntry } from '@shared/engineApi'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { i18n } from '../i18n'
import { engine } from '../platform/engine'
import type { Named } from '../script/apiLookup'
import { koreanDocs } from './koreanDocs'

export const useReference = defineStore('reference', () => {
  const entries = shallowRef<readonly ApiEntry[]>([])

  /** Asks the engine unless it has answered before; while it is busy the list stays empty. */
  async function load(): Promise<void> {
    if (entries.value.length === 0) entries.value = (await engine.reference()) ?? []
  }

  /** The sentence about a name; in English where no other is written. */
  function docOf({ owner, name, doc }: Pick<Named, 'owner' | 'name' | 'doc'>): string {
    if (i18n.global.locale.value !== 'ko') return doc
    const own = koreanDocs[`${owner}.${name}`]
    return own ?? (owner === 'value' ? koreanDocs[`.${name}`] : undefined) ?? doc
  }

  return { entries, load, docOf }
})
