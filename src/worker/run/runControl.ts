// Reads the control flag at checkpoints: interrupt, pause, step, and the time limit. The only place that blocks.
import { command, controlSlot } from '@shared/control'
import { failureFor } from '@shared/failure'
import { Interruption } from './interruption'

/** The clock is looked at about this often: looking costs more than a flag. */
const clockEveryMs = 1
/** Between two looks come at most so many turns of a loop, and so many operations: the next one may be slow. */
const mostTurns = 512
const mostOperations = 32
/** Turns between two checkpoints at most. */
const checkpointTurns = 64

export class RunControl {
  private deadline = Infinity
  private limitMs = 0
  /** Operations and turns until then. */
  private untilClock = 1
  /** How many turns or operations fit between two looks at the clock, as the script goes at present. */
  private pace = 1
  private looked = 0
  private steppedLine = 0

  /**
   * @param flags the control block of @shared/control, in shared memory
   * @param line the source line that is being executed
   * @param beforeWait called before the thread blocks, so that what was recorded can be seen
   * @param idle called now and then from checkpoints
   */
  constructor(
    private readonly flags: Int32Array,
    private readonly now: () => number,
    private readonly line: () => number,
    private readonly beforeWait: () => void,
    private readonly idle: () => void,
  ) {}

  /** Forgets a command that arrived too late for the run before, and starts the clock. */
  start(limitMs: number | undefined): void {
    this.limitMs = limitMs ?? 0
    this.deadline = limitMs === undefined ? Infinity : this.now() + limitMs
    this.looked = this.now()
    this.untilClock = 1
    this.pace = 1
  }

  /**
   * At a loop's back edge or a function's entry. Throws an Interruption, blocks while paused.
   * @returns how many turns or entries may pass before the next one
   */
  checkpoint(): number {
    const flag = Atomics.load(this.flags, controlSlot.command)
    if (flag !== command.run) this.obey(flag, false)
    const turns = Math.min(this.pace, checkpointTurns)
    this.untilClock -= turns
    if (this.untilClock <= 0) this.checkClock()
    return turns
  }

  /** Before an operation or a backward step. */
  operation(): void {
    const flag = Atomics.load(this.flags, controlSlot.command)
    if (flag !== command.run) this.obey(flag, true)
    if (this.untilClock > mostOperations) this.untilClock = mostOperations
    if (--this.untilClock <= 0) this.checkClock()
  }

  /** Between blocks of a long kernel: Stop ends it there, everything else waits for the operation's end. */
  withinOperation(): void {
    if (Atomics.load(this.flags, controlSlot.command) === command.interrupt) throw new Interruption(null)
  }

  private checkClock(): void {
    const now = this.now()
    const passed = now - this.looked
    this.looked = now
    if (passed < clockEveryMs) this.pace = Math.min(mostTurns, this.pace * 2)
    else if (passed > 2 * clockEveryMs)
      this.pace = Math.max(1, Math.floor((this.pace * clockEveryMs) / passed))
    this.untilClock = this.pace
    this.idle()
    if (now > this.deadline)
      throw new Interruption(failureFor('time-limit', { seconds: this.limitMs / 1000 }))
  }

  private obey(flag: number, isOperation: boolean): void {
    if (flag === command.interrupt) throw new Interruption(null)
    if (flag === command.stepOperation && !isOperation) return
    if (flag === command.stepLine && this.line() === this.steppedLine) return
    if (flag === command.runToLine && !this.comesToBreakLine()) return
    this.wait(flag)
  }

  /** A line on which the script waits already has to be left first. */
  private comesToBreakLine(): boolean {
    const line = this.line()
    if (line === Atomics.load(this.flags, controlSlot.breakLine)) return line !== this.steppedLine
    this.steppedLine = 0
    return false
  }

  /** Blocks until the window says something else. A step pauses here and runs on when it is asked for again. */
  private wait(flag: number): void {
    // Who sees the flag say pause can count on having been told everything up to here.
    this.beforeWait()
    if (flag !== command.pause) Atomics.compareExchange(this.flags, controlSlot.command, flag, command.pause)
    const waitedFrom = this.now()
    while (Atomics.load(this.flags, controlSlot.command) === command.pause) {
      Atomics.wait(this.flags, controlSlot.command, command.pause)
    }
    this.deadline += this.now() - waitedFrom
    this.steppedLine = this.line()
    if (Atomics.load(this.flags, controlSlot.command) === command.interrupt) throw new Interruption(null)
  }
}
