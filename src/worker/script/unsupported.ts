// Syntax that parses but that a script cannot use: foreign imports, enums, namespaces, decorators, the runtime's names.
import type { Diagnostic } from '@shared/engineApi'
import { LineTable } from './positionMap'
import { children, child, field, isClass, type ImportNode, type Node, type Program } from './syntax'

const modules = new Set(['dezero', 'np', 'numpy'])

/** Without one of these in its text a script has nothing to report: most are not walked through. */
const suspicious =
  /\(\(|[,=]\s*\(|\breturn\s*\(|[\w\])]\[[^\]\n]*,|\b(?:import|export|enum|namespace|module|global|public|private|protected|readonly|override)\b|\bconstructor\b[^]*\bconstructor\b|@|\$lab|\\u/

export function findUnsupported(program: Program, source: string): Diagnostic[] {
  if (!suspicious.test(source)) return []
  const found: Diagnostic[] = []
  const lines = new LineTable(source)
  const report = (node: Node, message: string, hint: string): void => {
    const at = lines.position(node.start)
    const end = lines.position(Math.max(node.start + 1, node.end))
    found.push({
      severity: 'error',
      message,
      hint,
      line: at.line,
      column: at.column,
      endLine: end.line,
      endColumn: end.column,
    })
  }
  const visit = (node: Node, parentClass: Node | null): void => {
    check(node, parentClass, report)
    if (node.type.startsWith('TS') && node.type.endsWith('Type')) return
    for (const inner of children(node)) visit(inner, isClass(node) ? node : parentClass)
  }
  visit(program, null)
  return found
}

function check(
  node: Node,
  parentClass: Node | null,
  report: (node: Node, message: string, hint: string) => void,
): void {
  switch (node.type) {
    case 'ImportDeclaration': {
      const { source, importKind } = node as ImportNode
      if (importKind !== 'type' && !modules.has(source.value)) {
        report(
          source,
          `import: '${source.value}' is not available in a script`,
          "everything of the lab is in scope; only 'dezero' and 'np' can be imported",
        )
      }
      return
    }
    case 'ExportAllDeclaration':
      return report(node, 'export: a script exports nothing', 'take this line away')
    case 'ExportNamedDeclaration':
      if (child(node, 'source') !== null)
        report(node, 'export: a script exports nothing', 'take this line away')
      return
    case 'Import':
      return report(node, 'import(): a script cannot load other code', 'everything of the lab is in scope')
    case 'ImportExpression':
      return report(node, 'import(): a script cannot load other code', 'everything of the lab is in scope')
    case 'MetaProperty':
      if ((field(node, 'meta') as { name?: string } | null)?.name === 'import') {
        report(node, 'import.meta: a script is not a module of a program', 'take it away')
      }
      return
    case 'ClassBody': {
      const second = (field(node, 'body') as readonly Node[]).filter(
        (member) => member.type === 'ClassMethod' && field(member, 'kind') === 'constructor',
      )[1]
      if (second !== undefined)
        report(second, 'a class has one constructor', 'give the second one a name of its own')
      return
    }
    case 'TSEnumDeclaration':
      if (field(node, 'declare') !== true)
        report(node, 'enum: not part of the script language', 'write an object: const Mode = { A: 0, B: 1 }')
      return
    case 'TSModuleDeclaration':
      if (field(node, 'declare') !== true)
        report(node, 'namespace: not part of the script language', 'write an object or plain functions')
      return
    case 'TSImportEqualsDeclaration':
    case 'TSExportAssignment':
      return report(
        node,
        'this import form is not part of the script language',
        "write import … from 'dezero', or nothing at all",
      )
    case 'Decorator':
      return report(
        node,
        'decorators are not part of the script language',
        'call the function on the class instead',
      )
    case 'TSParameterProperty':
      if (parentClass !== null && isDerived(parentClass)) {
        report(
          node,
          'a field in the parameters is not possible in a class that extends another',
          'write this.x = x after super(…)',
        )
      }
      return
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      for (const argument of field(node, 'arguments') as readonly Node[]) checkTuple(argument, report)
      return
    case 'VariableDeclarator':
      return checkTuple(child(node, 'init'), report)
    case 'ReturnStatement':
      return checkTuple(child(node, 'argument'), report)
    case 'MemberExpression':
      if (field(node, 'computed') === true) checkTuple(child(node, 'property'), report, true)
      return
    case 'Identifier': {
      const name = (node as Node & { name: string }).name
      if (name.startsWith('$lab'))
        report(node, `\`${name}\`: names that start with $lab belong to the lab`, 'choose another name')
      return
    }
  }
}

/** `(2, 3)` is a shape in Python and only its last value in JavaScript: what stands before the comma has no effect. */
function checkTuple(
  node: Node | null,
  report: (node: Node, message: string, hint: string) => void,
  isIndex = false,
): void {
  if (node?.type !== 'SequenceExpression') return
  const parts = field(node, 'expressions') as readonly Node[]
  if (!parts.slice(0, -1).every(hasNoEffect)) return
  if (isIndex)
    report(node, 'several indices in brackets: JavaScript takes only the last', 'write x.get(i, j)')
  else
    report(
      node,
      'a comma in parentheses: JavaScript takes only the last value',
      'a list stands in brackets: [2, 3]',
    )
}

function hasNoEffect(node: Node): boolean {
  return /^(Numeric|String|Boolean|Null)Literal$|^Identifier$/.test(node.type)
}

function isDerived(node: Node): boolean {
  return child(node, 'superClass') !== null
}
