// A list of rows is one stop of the Tab key: the arrows, Home and End walk from row to row.
import { nextTick } from 'vue'

/** For the list's `keydown`: moves the focus between the rows' `.entry` buttons. */
export function walkRows(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement
  const entries = [...list.querySelectorAll<HTMLElement>('.entry')]
  const at = entries.findIndex((entry) => entry === event.target)
  const moves: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: entries.length - 1,
  }
  const to = moves[event.key]
  if (at < 0 || to === undefined) return
  event.preventDefault()
  entries[to]?.focus()
}

/** Which row Tab comes to: the open one, or the first. */
export const isTabStop = <T extends { readonly id: string }>(
  row: T,
  rows: readonly T[],
  openId: string | undefined,
): boolean => row.id === (rows.some(({ id }) => id === openId) ? openId : rows[0]?.id)

/** Does what moves the focused row or takes it away: it keeps the focus, or the row that takes its place has it then. */
export async function keepFocusInRows(list: HTMLElement | null, change: Promise<void>): Promise<void> {
  const rows = [...(list?.children ?? [])]
  const focused = document.activeElement
  const at = rows.findIndex((row) => row.contains(focused))
  await change
  await nextTick()
  if (at < 0 || document.activeElement !== document.body) return
  if (focused instanceof HTMLElement && focused.isConnected) return focused.focus()
  const left = list?.querySelectorAll<HTMLElement>('.entry') ?? []
  left[Math.min(at, left.length - 1)]?.focus()
}
