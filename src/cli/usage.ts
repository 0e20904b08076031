// What the command line takes, in words, and the error for what it does not take.

export const usage = `Usage:
  npm run lab -- run FILE [options]       run a script without a window
  npm run lab -- verify FILE.dzlab        run every run of a file again and compare digests
  npm run lab -- export FILE.dzlab --script | --html | --dot
                                          print the script, a report to read in a browser, or the
                                          last run's graph for Graphviz

Options of run:
  --seed N      seed of the random numbers, 0 to 4294967295 (default 0)
  --mode MODE   default | retain-grad | no-grad | create-graph (default: default)
  --threads N   compute with at most N threads (default: as the machine has); results are the same
  --json        print one JSON object instead of the script's lines
  --trace FILE  also write the session with its trace, as .dzlab

Exit status: 0 done or the same, 1 failed, stopped or different, 2 wrong use.
`

/** The command line does not make sense; nothing was run. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
