// A list of rows is one stop of the Tab key: the arrows, Home and End walk from row to row.

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
