// Shows the cells of a script: a rule above each, its title in bold, a run button in the margin.
import { type Extension, type Range, RangeSet } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  gutter,
  GutterMarker,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import { type Cell, findCells } from '@shared/cells'

export interface CellTexts {
  readonly runCell: (cell: Cell) => string
}

class RunMarker extends GutterMarker {
  constructor(
    readonly cell: Cell,
    private readonly label: string,
    private readonly onRun: (index: number) => void,
  ) {
    super()
  }

  override eq(other: RunMarker): boolean {
    return this.cell.index === other.cell.index && this.label === other.label
  }

  override toDOM(): HTMLElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'cm-cell-run'
    button.textContent = '▶'
    button.title = this.label
    // The gutter is hidden from assistive technology; there the command Run cell does the same.
    button.tabIndex = -1
    button.addEventListener('click', () => this.onRun(this.cell.index))
    return button
  }
}

const noMarkers: RangeSet<GutterMarker> = RangeSet.of<GutterMarker>([])
const cellLine = Decoration.line({ class: 'cm-cell-line' })
const cellTitle = Decoration.mark({ class: 'cm-cell-title' })
const noteLine = Decoration.line({ class: 'cm-note-line' })

export function cellMarks(texts: CellTexts, onRun: (index: number) => void): Extension {
  const plugin = ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      markers: RangeSet<GutterMarker>

      constructor(view: EditorView) {
        this.decorations = Decoration.none
        this.markers = noMarkers
        this.read(view)
      }

      update(update: ViewUpdate): void {
        if (update.docChanged) this.read(update.view)
      }

      private read({ state: { doc } }: EditorView): void {
        const marks: Range<Decoration>[] = []
        const markers: Range<GutterMarker>[] = []
        for (const cell of findCells(doc.toString())) {
          if (cell.markerLine > 0) {
            const { from, to } = doc.line(cell.markerLine)
            marks.push(cellLine.range(from), cellTitle.range(from, to))
            if (cell.kind === 'code') {
              const label = texts.runCell(cell)
              markers.push(new RunMarker(cell, label, onRun).range(from))
            }
          }
          if (cell.kind === 'markdown') {
            for (let line = cell.firstLine; line <= cell.lastLine; line++) {
              marks.push(noteLine.range(doc.line(line).from))
            }
          }
        }
        this.decorations = Decoration.set(marks, true)
        this.markers = RangeSet.of<GutterMarker>(markers, true)
      }
    },
    { decorations: (value) => value.decorations },
  )
  return [
    plugin,
    gutter({
      class: 'cm-cells',
      markers: (view) => view.plugin(plugin)?.markers ?? noMarkers,
    }),
  ]
}
