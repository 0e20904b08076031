// Keyword arguments in Python's spelling, which parse as assignments: `y.backward(retain_grad=True)`.
import type { Diagnostic } from '@shared/engineApi'
import type { LineTable } from './positionMap'
import { pythonNames, toCamelCase } from './pythonSpelling'
import type { ScopeAnalysis } from './scope'
import { child, children, field, isCall, isIdentifier, type Call, type Identifier, type Node } from './syntax'

/** @param isKnown a name that is declared elsewhere, so that the assignment may be meant */
export function pythonArguments(
  program: Node,
  scopes: ScopeAnalysis,
  lines: LineTable,
  isKnown: (name: Identifier) => boolean = () => false,
): Diagnostic[] {
  const found: Diagnostic[] = []
  const visit = (node: Node): void => {
    if (isCall(node) || node.type === 'NewExpression') {
      for (const argument of (node as Call).arguments) {
        const diagnostic = keywordArgument(argument, scopes, lines, isKnown)
        if (diagnostic !== undefined) found.push(diagnostic)
      }
    }
    children(node).forEach(visit)
  }
  visit(program)
  return found
}

/** Longer values are left out of the message. */
const longestShown = 20

function keywordArgument(
  node: Node,
  scopes: ScopeAnalysis,
  lines: LineTable,
  isKnown: (name: Identifier) => boolean,
): Diagnostic | undefined {
  if (node.type !== 'AssignmentExpression' || field(node, 'operator') !== '=') return undefined
  const target = child(node, 'left')
  if (!isIdentifier(target) || scopes.bindingOf(target) !== null || isKnown(target)) return undefined
  const value = child(node, 'right')!
  const written = lines.text.slice(value.start, value.end)
  const text = pythonNames[written] ?? (written.length <= longestShown ? written : '…')
  const at = lines.position(node.start)
  const end = lines.position(node.end)
  return {
    severity: 'error',
    message: `${target.name}=… is Python's keyword argument`,
    hint: `options are an object: { ${toCamelCase(target.name)}: ${text} }`,
    line: at.line,
    column: at.column,
    endLine: end.line,
    endColumn: end.column,
  }
}
