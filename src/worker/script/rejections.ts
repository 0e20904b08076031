// Promises of a script that failed while nobody waited for them. The realm's entry tells of them, since only the realm
// knows; the run they belong to ends as failed.

const unseen: unknown[] = []

/** Called by the worker's entry for every rejection without a handler. */
export function noteRejection(reason: unknown): void {
  unseen.push(reason)
}

/** The first of those since the last call; forgets them all. */
export function takeRejection(): { readonly reason: unknown } | undefined {
  const [reason] = unseen
  const any = unseen.length > 0
  unseen.length = 0
  return any ? { reason } : undefined
}
