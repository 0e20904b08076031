// The functions and methods of a script by name and place, from its text. Pure; knows the grammar, not the trace.
import { typescriptLanguage } from '@codemirror/lang-javascript'
import { placeOf, type ScriptScope } from '@shared/graphFacts'

/** Functions without a name are left out: what they compute belongs to the function around them. */
export function scriptScopes(source: string): ScriptScope[] {
  const starts = [0]
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  const place = (offset: number): number => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle
    }
    return placeOf(low + 1, offset - starts[low]! + 1)
  }
  const scopes: ScriptScope[] = []
  const text = ({ from, to }: { readonly from: number; readonly to: number }) => source.slice(from, to)
  typescriptLanguage.parser.parse(source).iterate({
    enter: ({ node }) => {
      let name = ''
      if (node.name === 'FunctionDeclaration') {
        const defined = node.getChild('VariableDefinition')
        if (defined !== null) name = text(defined)
      } else if (node.name === 'ArrowFunction' || node.name === 'FunctionExpression') {
        // `const f = (x) => …`: the name stands right before the function.
        const before = node.prevSibling?.name === 'Equals' ? node.prevSibling.prevSibling : null
        if (before?.name === 'VariableDefinition') name = text(before)
      } else if (node.name === 'MethodDeclaration') {
        const method = node.getChild('PropertyDefinition')
        const owner = node.parent?.parent?.getChild('VariableDefinition') ?? null
        if (method !== null) name = methodName(owner === null ? '' : text(owner), text(method))
      }
      if (name !== '') scopes.push({ name, from: place(node.from), to: place(node.to) })
    },
  })
  return scopes
}

/** `forward` is what a layer does when it is called: the layer's own name says more. */
const methodName = (owner: string, method: string): string =>
  owner === '' ? method : method === 'forward' ? owner : `${owner}.${method}`
