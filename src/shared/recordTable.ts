// Records by id. Ids count up within a run, so that neighbours stand in one page; where a run is recorded in parts they
// jump far ahead, at no cost. A map of a million entries would cost more memory, and a long pause whenever it grows.

/** What is known by id. */
export interface RecordTable<T> {
  get(id: number): T | undefined
  has(id: number): boolean
}

const pageBits = 10
const pageSize = 2 ** pageBits

/** A table that records are added to; none is taken away. Ids are whole numbers of 32 bits. */
export class GrowingTable<T> implements RecordTable<T> {
  private readonly pages = new Map<number, (T | undefined)[]>()

  get(id: number): T | undefined {
    return this.pages.get(id >>> pageBits)?.[id & (pageSize - 1)]
  }

  has(id: number): boolean {
    return this.get(id) !== undefined
  }

  set(id: number, record: T): void {
    const number = id >>> pageBits
    let page = this.pages.get(number)
    if (page === undefined) this.pages.set(number, (page = new Array<T | undefined>(pageSize)))
    page[id & (pageSize - 1)] = record
  }
}
