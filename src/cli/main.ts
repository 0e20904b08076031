// `npm run lab -- …`: reads the command line and writes to the standard streams; the work is in the commands.
import { LabError } from '@shared/failure'
import { exportCommand } from './exportCommand'
import { runCommand } from './runCommand'
import { usage, UsageError } from './usage'
import { verifyCommand } from './verifyCommand'

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(usage)
    return name === undefined ? 2 : 0
  }
  if (name === 'run') return runCommand(rest)
  if (name === 'verify') return verifyCommand(rest)
  if (name === 'export') return exportCommand(rest)
  throw new UsageError(`unknown command '${name}'`)
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status
  },
  (error: unknown) => {
    if (error instanceof UsageError) {
      process.stderr.write(`lab: ${error.message}\n\n${usage}`)
      process.exitCode = 2
      return
    }
    if (error instanceof LabError) {
      const { message, hint } = error.failure
      process.stderr.write(`lab: ${message}${hint === undefined ? '' : `; ${hint}`}\n`)
      process.exitCode = 1
      return
    }
    throw error
  },
)
