// Which names a block and a function declare before anything in them runs. Knows nothing of who refers to them.
import type { Binding, Scope } from './binding'
import { declarationOf, patternNames } from './declaredNames'
import {
  children,
  isClass,
  isFunction,
  isIdentifier,
  isTypeOnly,
  type ClassNode,
  type Declaration,
  type FunctionNode,
  type ImportNode,
  type Node,
} from './syntax'

/**
 * `let`, `const`, classes, functions and imports directly in a block. `functions` takes those that their names stand for
 * throughout.
 */
export function declareBlock(
  statements: readonly Node[],
  scope: Scope,
  functions: Map<FunctionNode, Binding>,
  isLoopHead = false,
): void {
  for (const outer of statements) {
    const statement = declarationOf(outer)
    if (statement.type === 'VariableDeclaration') {
      const { kind, declarations, declare } = statement as Declaration
      if (kind === 'var' || declare === true) continue
      for (const { id, init, end } of declarations) {
        // A function that is made here does not run before it has its name.
        const readyAt = init !== null && isFunction(init) ? id.end : end
        for (const name of patternNames(id)) scope.declare(name, kind).readyAt = readyAt
        if (kind === 'const' && !isLoopHead && init !== null && isFunction(init) && isIdentifier(id))
          functions.set(init, scope.names.get(id.name)!)
      }
    } else if (statement.type === 'FunctionDeclaration') {
      const { id } = statement as FunctionNode
      const binding = scope.declare(id!, 'function')
      // One of two with the same name is no function that the name stands for.
      if (binding.declaredAt === id!.start) functions.set(statement as FunctionNode, binding)
      else binding.writes.push(null)
    } else if (statement.type === 'ClassDeclaration' && (statement as ClassNode).declare !== true) {
      scope.declare((statement as ClassNode).id!, 'class').readyAt = statement.end
    } else if (statement.type === 'ImportDeclaration') {
      const { specifiers, importKind } = statement as ImportNode
      if (importKind === 'type') continue
      for (const { local, importKind: only } of specifiers) {
        if (only !== 'type') scope.declare(local, 'import')
      }
    }
  }
}

/** `var` anywhere in a function outside inner functions. */
export function declareHoisted(node: Node, scope: Scope): void {
  for (const inner of children(node)) {
    if (isFunction(inner) || isClass(inner) || isTypeOnly(inner)) continue
    if (inner.type === 'VariableDeclaration' && (inner as Declaration).kind === 'var') {
      for (const { id } of (inner as Declaration).declarations) {
        for (const name of patternNames(id)) scope.declare(name, 'var')
      }
    }
    if (
      inner.type.endsWith('Statement') ||
      inner.type === 'SwitchCase' ||
      inner.type === 'CatchClause' ||
      inner.type === 'ExportNamedDeclaration'
    )
      declareHoisted(inner, scope)
  }
}
