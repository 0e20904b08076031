// Which names a piece of the script's syntax declares, binds or reads as a member. Knows nothing of scopes.
import {
  child,
  field,
  isClass,
  isFunction,
  isIdentifier,
  isTypeWrapper,
  type Identifier,
  type Node,
  type Property,
} from './syntax'

/** The name of a method or field, also of a private one; empty when it is computed from something else. */
export function memberName(key: Node): string {
  if (key.type === 'PrivateName') return `#${(child(key, 'id') as Identifier).name}`
  return isIdentifier(key) ? key.name : ''
}

/** The declaration inside an `export`, or the statement itself. */
export function declarationOf(statement: Node): Node {
  if (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration') {
    const inner = child(statement, 'declaration')
    if (inner !== null && (inner.type.endsWith('Declaration') || isClass(inner)))
      return (isFunction(inner) || isClass(inner)) && !inner.id ? statement : inner
  }
  return statement
}

/** The names that a pattern binds or assigns, in order. */
export function patternNames(pattern: Node): Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern as Identifier]
    case 'ObjectProperty':
      return patternNames((pattern as Property).value!)
    case 'AssignmentPattern':
      return patternNames(child(pattern, 'left')!)
    case 'RestElement':
      return patternNames(child(pattern, 'argument')!)
    case 'TSParameterProperty':
      return patternNames(child(pattern, 'parameter')!)
    case 'ObjectPattern':
      return (field(pattern, 'properties') as readonly Node[]).flatMap(patternNames)
    case 'ArrayPattern':
      return (field(pattern, 'elements') as readonly (Node | null)[]).flatMap((element) =>
        element === null ? [] : patternNames(element),
      )
    default:
      return isTypeWrapper(pattern) ? patternNames(child(pattern, 'expression')!) : []
  }
}
