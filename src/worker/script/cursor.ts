// Where the running script is: the one mutable word that every call site writes and the recorder reads.
// Knows nothing of sites' positions (the session keeps their table) nor of who reads it.

/**
 * `site` indexes the session's table of positions; `made` asks for a report when the present statement ends. `depth` is
 * that of the call under way, 0 at the top level; only at depths up to `deepest` is there something to forget when a call
 * ends. A number that a name takes at a quiet site of this `epoch` is of no interest.
 */
export const cursor = { site: 0, made: false, depth: 0, deepest: 0, epoch: 1 }

/** The call site at which the script called into the engine last. 0 before anything ran. */
export function currentSite(): number {
  return cursor.site
}

/** Puts the call site back after a function of the script has run inside a call into the engine. */
export function returnTo(site: number): void {
  cursor.site = site
}

/** The recorder says that an engine value came to be, so that the end of the statement is reported. */
export function noteMade(): void {
  cursor.made = true
}
