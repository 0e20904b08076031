// An innermost loop that only computes runs in chunks: the checkpoint stands in a loop around it. A call inside it, even
// one that is hardly ever made, would have V8 keep its numbers in memory instead of registers.
import type { Rewrite } from './rewrite'
import type { Binding } from './scope'
import { child, children, field, isIdentifier, unwrap, type Loop, type Node } from './syntax'

/** Turns between two checkpoints. */
export const chunkTurns = 4096

/**
 * The names of numbers that the loop changes and that stand outside its body: `s = +s` before a chunk tells V8 what they
 * are, also when it enters the loop in the middle of its run. Null when the loop is not one to run in chunks.
 */
export function chunkedNames(r: Rewrite, loop: Loop): readonly string[] | null {
  if (loop.type !== 'ForStatement' && loop.type !== 'WhileStatement') return null
  const changed = new Set<Binding>()
  const visit = (node: Node): boolean => {
    if (/^(For|While|DoWhile)/.test(node.type)) return false
    const target =
      node.type === 'AssignmentExpression' ? 'left' : node.type === 'UpdateExpression' ? 'argument' : ''
    const name = target === '' ? null : unwrap(child(node, target)!)
    const binding = isIdentifier(name) ? r.scopes.bindingOf(name) : null
    if (binding !== null) changed.add(binding)
    return children(node).every(visit)
  }
  if (!children(loop).every(visit)) return null
  const { body } = loop
  const isLasting = ({ declaredAt }: Binding): boolean => declaredAt < body.start || declaredAt >= body.end
  const isSteady = ({ writes }: Binding): boolean =>
    writes.every(
      (value) =>
        value !== null && (value.start < loop.start || value.end > loop.end || isSurelyNumber(value)),
    )
  return [...changed].filter((binding) => isLasting(binding) && isSteady(binding)).map(({ name }) => name)
}

/** Of numbers it makes a number; an element that is read can be undefined. */
function isSurelyNumber(given: Node): boolean {
  const node = unwrap(given)
  if (node.type === 'AssignmentExpression' && field(node, 'operator') === '=')
    return isSurelyNumber(child(node, 'right')!)
  return /^(Binary|Unary|Update|Assignment)Expression$|^NumericLiteral$/.test(node.type)
}
