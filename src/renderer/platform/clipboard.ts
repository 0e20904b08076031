// Puts text on the clipboard. The async clipboard needs a permission that pages here never get; the old command does not.

/** Says whether it worked. */
export function copyText(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'hidden-visually'
  const focused = document.activeElement
  document.body.append(area)
  area.select()
  const worked = document.execCommand('copy')
  area.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return worked
}
