// What the command line takes, in words, and the error for what it does not take.

export const usage = `Usage:
  npm run lab -- run FILE [options]     run a script without a window

Options of run:
  --seed N      seed of the random numbers, 0 to 4294967295 (default 0)
  --mode MODE   default | retain-grad | no-grad | create-graph (default: default)
  --json        print one JSON object instead of the script's lines

Exit status: 0 done, 1 the script failed or was stopped, 2 wrong use.
`

/** The command line does not make sense; nothing was run. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
