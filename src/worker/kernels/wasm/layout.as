// Where what stands in the scratch memory, in bytes. ../tiles.ts and ../packing.ts write there.
export const CONSTANTS: usize = 1024
export const EXP_TABLE: usize = 4096
export const LOG_TABLE: usize = 8192
export const TRIG_TABLE: usize = 12288
