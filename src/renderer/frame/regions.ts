// The window's regions for the keyboard: from one to the next, in the order in which they stand. Must not know what is
// in them, but for where each has its focus.

/** What has the focus when a region is come to: its script, its chosen tab, its lines, its slider. */
const stops = '.cm-content, [role="tab"][aria-selected="true"], [role="log"], input[type="range"]'

/** Moves the focus to the region after (1) or before (-1) the one that has it; regions out of sight are left out. */
export function goToRegion(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.offsetParent !== null,
  )
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  const to = at < 0 ? (by > 0 ? 0 : regions.length - 1) : (at + by + regions.length) % regions.length
  regions[to]?.querySelector<HTMLElement>(stops)?.focus()
}
