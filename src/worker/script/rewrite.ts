// The state of one rewriting pass over a script and the choice of who prints which node.
// Nodes are printed in the order of the text, so that evaluation order cannot change; each once in what will run.
import type { SourcePosition } from '@shared/failure'
import { LineTable } from './positionMap'
import { Printer, type Slot } from './printer'
import { NumericInference } from './numeric'
import { findPlainFunctions } from './plainFunctions'
import type { Binding } from './binding'
import { declarationOf } from './declaredNames'
import type { ScopeAnalysis } from './scope'
import { child, children, isTypeOnly, isTypeWrapper, type Identifier, type Node } from './syntax'
import { rewriteAssignment, rewriteUpdate } from './rewriteAssignment'
import { rewriteCall, rewriteMember, rewriteNew, rewriteTagged } from './rewriteCalls'
import { rewriteAwait, rewriteClass, rewriteFunction, rewriteYield } from './rewriteFunctions'
import { rewriteIdentifier, rewriteProperty } from './rewriteNames'
import { rewriteBinary, rewriteUnary } from './rewriteOperators'
import { rewriteStatement } from './rewriteStatements'

/** What is known of the function that is being printed. */
export interface Frame {
  readonly node: Node
  /** Name of the local that holds the call depth; `0` at the top level. */
  readonly depthName: string
  /** Async functions and generators leave and come back: they hold an activation instead of a depth. */
  readonly suspends: boolean
  /** False where no local can be declared: parameter defaults, class fields. */
  temporaries: boolean
  nextTemporary: number
  maxTemporaries: number
  loops: number
  calls: number
  /** Places that may take something out of a list or object: `pop()`, `length = 0`, `delete`. */
  removals: number
  /** Of the calls, those of functions that the script declares. */
  ownCalls: number
  usesDepth: boolean
  /** A function within names values at this one's depth. */
  isShared: boolean
  /** A loop that only computes counts its turns in `$labn`; one that calls something counts down in `$labm`. */
  usesCounter: boolean
  usesTurns: boolean
  /** Call sites at which names took values that may be numbers. */
  readonly numberSites: Set<number>
  /** The version of a function for numbers: no name in it takes anything else. */
  readonly isPlain: boolean
  /** The first statement of the loop that is being printed: the loop's own check looks at the flag for it. */
  head: Node | null
  /** The site of `head`, once it is known to need a check. */
  headSite: number
  /** Around every await and yield: filled when the activation is used. */
  readonly suspensions: { before: Slot; value: Slot }[]
  /** At the start of every catch in a function that suspends. */
  readonly reentries: Slot[]
}

/** How names at the edge of the script are reached. */
export interface Environment {
  /** Names of earlier cells that live behind accessors. */
  readonly kept: ReadonlySet<string>
  /** Names that are given to the script: the lab's and JavaScript's. */
  readonly globals: ReadonlySet<string>
}

type Handler = (r: Rewrite, node: never) => void

const handlers: Readonly<Record<string, Handler>> = {
  Identifier: rewriteIdentifier,
  ObjectProperty: rewriteProperty,
  BinaryExpression: rewriteBinary,
  UnaryExpression: rewriteUnary,
  AssignmentExpression: rewriteAssignment,
  UpdateExpression: rewriteUpdate,
  CallExpression: rewriteCall,
  OptionalCallExpression: rewriteCall,
  NewExpression: rewriteNew,
  MemberExpression: rewriteMember,
  OptionalMemberExpression: rewriteMember,
  TaggedTemplateExpression: rewriteTagged,
  FunctionDeclaration: rewriteFunction,
  FunctionExpression: rewriteFunction,
  ArrowFunctionExpression: rewriteFunction,
  ObjectMethod: rewriteFunction,
  ClassMethod: rewriteFunction,
  ClassPrivateMethod: rewriteFunction,
  ClassDeclaration: rewriteClass,
  ClassExpression: rewriteClass,
  AwaitExpression: rewriteAwait,
  YieldExpression: rewriteYield,
}

export class Rewrite {
  readonly printer: Printer
  readonly sites: SourcePosition[] = []
  readonly numeric: NumericInference
  readonly lines: LineTable
  /** Free names that the script uses and the environment has. */
  readonly used = new Set<string>()
  frame: Frame
  /** How loops are printed: as they come, or inside the version of a loop for numbers or for any values. */
  loopForm: 'any' | 'numbers' | 'values' = 'any'
  /** Callbacks that are called once for each element of a list, and which argument tells the element's index. */
  readonly boundedCallbacks = new Map<Node, number | null>()
  /** The name that takes the value of an expression. */
  readonly namedValues: ReadonlyMap<Node | null, Binding>
  /** Functions whose version for numbers is called. */
  readonly plainCalls = new Set<Binding>()
  private readonly siteAt = new Map<number, number>()
  private readonly frames = new Map<Node, Frame>()
  private frameCount = 0
  /** The declarations and statements directly at the top level. */
  readonly topStatements: ReadonlySet<Node>
  private readonly usesBeforeFunctions: number

  constructor(
    readonly source: string,
    readonly scopes: ScopeAnalysis,
    readonly environment: Environment,
    private readonly firstSite: number,
  ) {
    this.printer = new Printer(source)
    this.lines = new LineTable(source)
    this.numeric = new NumericInference(scopes)
    this.topStatements = new Set(scopes.program.body.map(declarationOf))
    this.namedValues = new Map(
      scopes.bindings.flatMap((binding) => binding.writes.map((value) => [value, binding] as const)),
    )
    this.usesBeforeFunctions = firstUseOfFunctions(scopes)
    this.frame = this.createFrame(scopes.program, false)
    findPlainFunctions(this)
  }

  /** The call site at a source offset: one, also where the text is printed twice. */
  site(offset: number): number {
    let site = this.siteAt.get(offset)
    if (site === undefined) {
      site = this.firstSite + this.sites.push(this.lines.position(offset)) - 1
      this.siteAt.set(offset, site)
    }
    return site
  }

  put(text: string, at: number): void {
    this.printer.put(text, at)
  }

  /** Prints a node where the text around it, parentheses included, is printed too. */
  emit(node: Node): void {
    const handler = handlers[node.type]
    if (handler !== undefined) handler(this, node as never)
    else if (isTypeWrapper(node)) this.value(child(node, 'expression')!)
    else if (node.type.endsWith('Statement')) rewriteStatement(this, node)
    else this.generic(node)
  }

  /** Prints an expression in a place of the compiler's own: with the parentheses it was written in. */
  value(node: Node): void {
    const parenthesized = node.extra?.parenthesized === true
    if (parenthesized) this.put('(', node.start)
    this.emit(node)
    if (parenthesized) this.put(')', node.end)
  }

  /** Copies a node and prints its children in place. */
  generic(node: Node): void {
    let at = node.start
    for (const inner of children(node)) {
      this.printer.copy(at, inner.start)
      if (!isTypeOnly(inner)) this.emit(inner)
      at = inner.end
    }
    this.printer.copy(at, node.end)
  }

  isNumber(node: Node): boolean {
    return this.numeric.isNumber(node)
  }

  /** True for a name whose value must not be read before the script has given it one. */
  needsReadyCheck(node: Identifier): boolean {
    const reference = this.scopes.references.get(node)
    const binding = reference?.binding
    if (!binding || !isHoisted(binding)) return false
    if (node.start < binding.readyAt) return true
    return reference.owner !== this.scopes.program && this.usesBeforeFunctions < binding.readyAt
  }

  createFrame(node: Node, suspends: boolean, isPlain = false): Frame {
    const isProgram = node === this.scopes.program
    const frame: Frame = {
      node,
      depthName: isProgram ? '0' : `$labd${++this.frameCount}`,
      suspends,
      isPlain,
      temporaries: true,
      nextTemporary: 0,
      maxTemporaries: 0,
      loops: 0,
      calls: 0,
      removals: 0,
      ownCalls: 0,
      usesDepth: false,
      isShared: false,
      usesCounter: false,
      usesTurns: false,
      numberSites: new Set(),
      head: null,
      headSite: 0,
      suspensions: [],
      reentries: [],
    }
    this.frames.set(node, frame)
    return frame
  }

  /** Prints with `frame` as the present function. */
  within(frame: Frame, print: () => void): void {
    const outer = this.frame
    this.frame = frame
    print()
    this.frame = outer
  }

  /** The expression for the call depth at which names of a function live. */
  depthOf(owner: Node): string {
    const frame = this.frames.get(owner)
    if (frame === undefined || frame.depthName === '0' || !frame.temporaries) return '0'
    frame.usesDepth = true
    const { depthName } = frame
    if (frame.suspends) return `${depthName}.depth`
    if (frame !== this.frame) frame.isShared = true
    return `${depthName} || (${depthName} = ++$labs.depth)`
  }

  /** Takes the next free temporary for as long as `print` runs. */
  withTemporary(print: (name: string) => void): void {
    const { frame } = this
    const index = frame.nextTemporary++
    frame.maxTemporaries = Math.max(frame.maxTemporaries, frame.nextTemporary)
    print(`$lab${index}`)
    frame.nextTemporary--
  }
}

/** Declared at the top level in a way that has no value before its statement ran. */
export function isHoisted(binding: { top: boolean; kind: string }): boolean {
  return (
    binding.top &&
    (binding.kind === 'let' ||
      binding.kind === 'const' ||
      binding.kind === 'class' ||
      binding.kind === 'import')
  )
}

/** Where the top level first names one of its function declarations: none of them can run before. */
function firstUseOfFunctions(scopes: ScopeAnalysis): number {
  let first = Infinity
  for (const { node, binding, owner } of scopes.references.values()) {
    if (binding?.kind === 'function' && binding.top && owner === scopes.program)
      first = Math.min(first, node.start)
  }
  return first
}
