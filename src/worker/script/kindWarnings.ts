// Warnings where a value is certainly of one kind and what is asked of it gives undefined or NaN without a word: a
// member that variables or arrays do not have, arithmetic with a plain list.
import type { Diagnostic } from '@shared/engineApi'
import { memberNames } from './memberNames'
import type { LineTable } from './positionMap'
import { pythonMembers, toCamelCase } from './pythonSpelling'
import { operatorMethods } from './rewriteOperators'
import type { ScopeAnalysis } from './scope'
import { nearest } from './suggest'
import {
  child,
  children,
  isIdentifier,
  isMember,
  isTypeOnly,
  type Binary,
  type Member,
  type Node,
} from './syntax'
import { hasMember, ValueKinds } from './valueKinds'

/** Ways to give a value members that its class does not have. */
const extending = /\bprototype\b|\bObject\s*\.\s*(?:assign|definePropert|setPrototypeOf)|\bReflect\b/

export function kindWarnings(scopes: ScopeAnalysis, lines: LineTable): Diagnostic[] {
  const found: Diagnostic[] = []
  const kinds = new ValueKinds(scopes)
  const assigned = extending.test(lines.text) ? null : assignedMembers(scopes.program)
  const visit = (node: Node): void => {
    if (isTypeOnly(node)) return
    if (
      isMember(node) &&
      assigned !== null &&
      !(isIdentifier(node.property) && assigned.has(node.property.name))
    )
      report(node.property, missingMember(node, kinds, lines.text))
    if (node.type === 'BinaryExpression') report(node, listArithmetic(node as Binary, kinds, lines.text))
    children(node).forEach(visit)
  }
  visit(scopes.program)
  return found

  function report({ start, end }: Node, problem: Pick<Diagnostic, 'message' | 'hint'> | undefined): void {
    if (problem === undefined) return
    const to = lines.position(end)
    found.push({
      severity: 'warning',
      ...problem,
      ...lines.position(start),
      endLine: to.line,
      endColumn: to.column,
    })
  }
}

/** Names of members to which the script assigns: values may have these too. */
function assignedMembers(program: Node): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (node: Node, isTarget: boolean): void => {
    if (isTarget && isMember(node) && !node.computed && isIdentifier(node.property))
      names.add(node.property.name)
    const target = node.type === 'AssignmentExpression' ? child(node, 'left') : null
    for (const inner of children(node)) visit(inner, inner === target || (isTarget && !isMember(node)))
  }
  visit(program, false)
  return names
}

function missingMember(
  { object, property, computed }: Member,
  kinds: ValueKinds,
  source: string,
): Pick<Diagnostic, 'message' | 'hint'> | undefined {
  if (computed || !isIdentifier(property)) return undefined
  const kind = kinds.kindOf(object)
  if ((kind !== 'Variable' && kind !== 'NDArray') || hasMember(kind, property.name)) return undefined
  const hint = memberHint(kind, property.name, shorten(source, object))
  return { message: `${kind} has no ${property.name}`, ...(hint === undefined ? {} : { hint }) }
}

function memberHint(kind: 'Variable' | 'NDArray', name: string, object: string): string | undefined {
  if (kind === 'Variable' && hasMember('NDArray', name)) return `its array has it: ${object}.data.${name}`
  if (kind === 'NDArray' && hasMember('Variable', name)) return `a variable has it: new Variable(${object})`
  if (Object.hasOwn(pythonMembers, name)) return `in a script it is written: ${pythonMembers[name]}`
  const camel = toCamelCase(name)
  const near = hasMember(kind, camel)
    ? camel
    : nearest(
        name,
        [...memberNames].filter((one) => hasMember(kind, one)),
      )
  return near === undefined ? undefined : `did you mean ${near}?`
}

/** Longer expressions are left out of the cure. */
const longestShown = 40

function shorten(source: string, { start, end }: Node): string {
  return end - start <= longestShown ? source.slice(start, end) : '…'
}

function listArithmetic(
  { operator, left, right }: Binary,
  kinds: ValueKinds,
  source: string,
): Pick<Diagnostic, 'message' | 'hint'> | undefined {
  if (operatorMethods[operator] === undefined) return undefined
  const sides = [left, right].map((side) => ({ kind: kinds.kindOf(side), text: shorten(source, side) }))
  const isOfLists = sides.every(({ kind }) => kind === 'list' || kind === 'number')
  if (!isOfLists || !sides.some(({ kind }) => kind === 'list')) return undefined
  const [a, b] = sides.map(({ kind, text }) => (kind === 'list' ? `np.array(${text})` : text))
  return { message: 'a list is not an array', hint: `write ${a!} ${operator} ${b!}` }
}
