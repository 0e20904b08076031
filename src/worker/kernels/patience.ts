// Where a kernel that takes long asks, between blocks of its work, whether it should go on. Knows nothing of runs.

let ask: (() => void) | null = null

/** `check` may throw, which ends the kernel; its result is then lost. Null: kernels go on to their end. */
export function setPatience(check: (() => void) | null): void {
  ask = check
}

/** Between two blocks of a few milliseconds. Throws what the check throws. */
export function betweenBlocks(): void {
  if (ask !== null) ask()
}
