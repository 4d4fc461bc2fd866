import type { ComponentChildren } from 'preact'

export type Column<Row> = {
  key: string
  head: string
  /** The head is read out only: the cells show by themselves what they are. */
  headUnseen?: boolean
  cell: (row: Row) => ComponentChildren
  /** Figures, aligned right. */
  number?: boolean
  /** Never broken over two lines. */
  tight?: boolean
  /** The cell that names the row. */
  heading?: boolean
}

export type TableProps<Row> = {
  caption: string
  /** The caption is read out, but the page already shows it as a heading. */
  captionUnseen?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** One cell per column, in order; null leaves it empty. */
  foot?: readonly ComponentChildren[]
  /** Keeps its columns on a phone and scrolls instead, for tables of few narrow columns. */
  scroll?: boolean
}

/** Rows and columns; on a phone each row of more than two is a card with each column's name. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, captionUnseen, columns, rows, rowKey, foot, scroll } = props
  return (
    <section class={frameClass(props)} aria-label={caption} tabIndex={scroll ? 0 : undefined}>
      <table class="table">
        <caption class={captionUnseen ? 'unseen' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" class={cellClass(column)}>
                {column.headUnseen ? <span class="unseen">{column.head}</span> : column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
        {foot ? <Foot columns={columns} cells={foot} /> : null}
      </table>
    </section>
  )
}

/** Two columns stand side by side on a phone, too. */
function frameClass<Row>({ scroll, columns }: TableProps<Row>): string {
  if (scroll) return 'table-frame'
  return columns.length > 2 ? 'table-frame table-cards' : 'table-frame table-few'
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const content = <span>{column.cell(row)}</span>
  if (column.heading) {
    return (
      <th scope="row" class={cellClass(column)} data-label={labelOf(column)}>
        {content}
      </th>
    )
  }
  return (
    <td class={cellClass(column)} data-label={labelOf(column)}>
      {content}
    </td>
  )
}

function Foot<Row>({
  columns,
  cells,
}: {
  columns: readonly Column<Row>[]
  cells: readonly ComponentChildren[]
}) {
  return (
    <tfoot>
      <tr>
        {columns.map((column, index) => (
          <td
            key={column.key}
            class={cellClass(column)}
            data-label={column.number ? labelOf(column) : undefined}
          >
            <span>{cells[index]}</span>
          </td>
        ))}
      </tr>
    </tfoot>
  )
}

function labelOf<Row>({ head, headUnseen }: Column<Row>): string | undefined {
  return headUnseen ? undefined : head
}

function cellClass<Row>(column: Column<Row>): string | undefined {
  if (column.number) return 'cell-number'
  return column.tight ? 'cell-tight' : undefined
}
