// Where what stands in the scratch memory, in bytes: tables, which ../functionTables.ts writes.
export const CONSTANTS: usize = 1024
export const SINGLES: usize = 3072
export const EXP_TABLE: usize = 4096
export const TRIG_TABLE: usize = 6144
export const LOG_TABLE: usize = 8192
export const EXP_STEPS: usize = 12288
export const TANH_TABLE: usize = 20480
/** The hash and the figures of ./figures. */
export const FIGURES: usize = 57344
/** The elements of a sample, where products pack. */
export const SAMPLE: usize = 65536
/** A panel for each panel of rows of a product: for what is larger than what is left of the result. */
export const EDGES: usize = 13631488
