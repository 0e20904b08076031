// The dialogs that are open, the one on top last. What is outside of it can be neither pressed nor focused, so whatever
// has to stay in reach moves into it. Must not know what the dialogs are about.
import { computed, shallowReactive } from 'vue'

/** Kept by Modal.vue. */
export const openDialogs = shallowReactive<HTMLElement[]>([])

/** Where things stand that are always in reach. */
export const reachable = computed(() => openDialogs.at(-1) ?? document.body)
