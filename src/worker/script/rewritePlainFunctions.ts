// Prints the versions for numbers of functions that only compute, where the functions are declared.
import { plainPrefix, type PlainFunction } from './plainFunctions'
import type { Rewrite } from './rewrite'
import { emitParameters, localsOf } from './rewriteFunctions'
import { emitStatements } from './rewriteStatements'
import type { Binding } from './binding'
import { declarationOf } from './declaredNames'
import { isFunction, type Block, type Declaration, type Node } from './syntax'

/** After a block's statements: those of its functions that are called with numbers, which may call others. */
export function emitPlainFunctions(r: Rewrite, statements: readonly Node[]): void {
  if (r.plainCalls.size === 0) return
  const declared = statements.flatMap((statement) => functionsOf(r, declarationOf(statement)))
  const printed = new Set<Binding>()
  for (let from = -1; from < printed.size;) {
    from = printed.size
    for (const plain of declared) {
      if (!r.plainCalls.has(plain.binding) || printed.has(plain.binding)) continue
      printed.add(plain.binding)
      emitPlainFunction(r, plain)
    }
  }
}

function functionsOf(r: Rewrite, statement: Node): PlainFunction[] {
  const nodes =
    statement.type === 'VariableDeclaration'
      ? (statement as Declaration).declarations.map(({ init }) => init)
      : [statement]
  return nodes.flatMap((node) => {
    const binding = node !== null && isFunction(node) ? r.scopes.functions.get(node) : undefined
    const plain = binding === undefined ? undefined : r.numeric.plainFunctions.get(binding)
    return plain === undefined ? [] : [plain]
  })
}

function emitPlainFunction(r: Rewrite, { node, binding, numbers, isLeaf }: PlainFunction): void {
  const { body } = node
  const frame = r.createFrame(node, false, true)
  const outerForm = r.loopForm
  r.loopForm = 'numbers'
  r.put(`\nfunction ${plainPrefix}${binding.name}`, node.start)
  r.numeric.assuming({ numbers, lists: new Set(), isUnchanged: true }, () => {
    r.within(frame, () => {
      emitParameters(r, node)
      r.put('{', body.start)
      const locals = r.printer.slot(body.start)
      if (!isLeaf) r.put(`--$labg < 0 && ($labg = $lab.check(${r.site(node.start)}));`, body.start)
      if (body.type === 'BlockStatement') emitStatements(r, (body as Block).body)
      else {
        r.put('return (', body.start)
        r.emit(body)
        r.put(');', body.end)
      }
      locals.text = localsOf(frame)
      r.put('}', body.end)
    })
  })
  r.loopForm = outerForm
}
