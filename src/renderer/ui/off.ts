// Turns a button off without taking the focus from it: a button that a person has just pressed stays where they are,
// says that it is off, and does nothing. Must not know what the button does.
import type { Directive } from 'vue'

const isOff = (button: HTMLButtonElement): boolean => button.getAttribute('aria-disabled') === 'true'

function turn(button: HTMLButtonElement, off: boolean): void {
  button.toggleAttribute('disabled', off && button !== document.activeElement)
  if (off) button.setAttribute('aria-disabled', 'true')
  else button.removeAttribute('aria-disabled')
}

/**
 * `v-off="condition"` in place of `:disabled`. Chromium drops the focus of a button that becomes disabled: then nobody
 * sees where the keyboard is. So a focused one only becomes `aria-disabled`, and leaves the Tab order when it is left.
 */
export const vOff: Directive<HTMLButtonElement, boolean> = {
  created(button) {
    button.addEventListener(
      'click',
      (event) => {
        if (!isOff(button)) return
        event.preventDefault()
        event.stopImmediatePropagation()
      },
      { capture: true },
    )
    button.addEventListener('blur', () => turn(button, isOff(button)))
  },
  beforeMount: (button, { value }) => turn(button, value),
  updated: (button, { value }) => turn(button, value),
}
