// A declared name of the script and everything that analyses say of it, and the scopes in which names are found.
import type { Identifier, Node } from './syntax'

export type BindingKind = 'let' | 'const' | 'var' | 'function' | 'class' | 'param' | 'catch' | 'import'

export interface Binding {
  readonly name: string
  readonly kind: BindingKind
  /** Source offset of the name where it is declared. */
  readonly declaredAt: number
  /** Source offset after which it has its value: the end of its initializer or class. */
  readyAt: number
  /** The function (or program, class field, static block) whose frame holds it. */
  readonly owner: Node
  /** Declared at the script's top level: lives on across cells. */
  readonly top: boolean
  /** A function inside `owner` refers to it. */
  captured: boolean
  /** How often it is called by its name. */
  calls: number
  /** How often it is read otherwise, and may be called any number of times by whatever gets it. */
  handedOn: number
  /** What is assigned to it; null for something that is not an expression of its own (a pattern's part, a loop). */
  readonly writes: (Node | null)[]
  /** Every value it ever takes is a number. */
  numeric: boolean
}

export interface Reference {
  readonly node: Identifier
  /** Null: declared nowhere in the script. */
  readonly binding: Binding | null
  /** The function in which it stands. */
  readonly owner: Node
  readonly write: boolean
  /** The operand of `typeof`, which may be undeclared. */
  readonly probing: boolean
}

/** Names that are declared together: a block's, a function's, the script's. */
export class Scope {
  readonly names = new Map<string, Binding>()

  /** `bindings` collects the declarations of all scopes in the order in which they are found. */
  constructor(
    readonly parent: Scope | null,
    readonly owner: Node,
    private readonly bindings: Binding[],
  ) {}

  open(owner = this.owner): Scope {
    return new Scope(this, owner, this.bindings)
  }

  declare(id: Identifier, kind: BindingKind): Binding {
    const known = this.names.get(id.name)
    // `var` twice, or a parameter and a `var`, are one variable; other duplicates are the parser's to report.
    if (known !== undefined) return known
    const binding: Binding = {
      name: id.name,
      kind,
      declaredAt: id.start,
      readyAt: id.start,
      owner: this.owner,
      top: this.parent === null,
      captured: false,
      calls: 0,
      handedOn: 0,
      writes: kind === 'let' || kind === 'const' ? [] : [null],
      numeric: false,
    }
    this.names.set(id.name, binding)
    this.bindings.push(binding)
    return binding
  }

  /** The declaration that a name means here; null when there is none in the script. */
  find(name: string): Binding | null {
    for (let at: Scope | null = this.parent, found = this.names.get(name); ; at = at.parent) {
      if (found !== undefined) return found
      if (at === null) return null
      found = at.names.get(name)
    }
  }
}
