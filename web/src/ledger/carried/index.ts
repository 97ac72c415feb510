/** Carrying as screens see it; a chunk of its own, fetched when somebody carries. */
export { takeIn, type TakenIn } from './inward';
export type { Reason } from './layout';
export { handOver, KIND, receiptText, type HandingOver } from './outward';
export { fetchFor, Parcels, type Parcel } from './parcels';
