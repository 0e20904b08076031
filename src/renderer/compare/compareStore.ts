// Whether the comparison of runs is open: its button, its command and its dialog share this.
import { defineStore } from 'pinia'
import { ref } from 'vue'

export const useRunCompare = defineStore('runCompare', () => ({ isOpen: ref(false) }))
