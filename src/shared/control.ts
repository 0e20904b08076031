// The shared-memory flag through which a busy worker is interrupted, paused and stepped.
// The host page (whose thread is free) writes; the worker reads at every checkpoint and operation.

/** Int32 slots of the control block. */
export const controlSlot = { command: 0, breakLine: 1 } as const
export const controlSlots = 2

/** Values of `controlSlot.command`. Zero is the fast path: run on. */
export const command = {
  run: 0,
  interrupt: 1,
  pause: 2,
  /** Run one operation (or backward step), then pause. */
  stepOperation: 3,
  /** Run until another source line is reached, then pause. */
  stepLine: 4,
  /** Run until `breakLine` is reached, then pause. */
  runToLine: 5,
} as const
export type Command = (typeof command)[keyof typeof command]
