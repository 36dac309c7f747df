export { findPublicCase } from './find-public-case.ts';
export { openCase, type Receipt } from './open-case.ts';
export { formatNumber, parseNumber } from './case-number.ts';
export {
	type Channel,
	type Class,
	channels,
	classes,
	type NewAttachment,
	type NewCase,
	type Outcome,
	outcomes,
	type Privacy,
	privacies,
	type Status,
	statuses,
} from './case.ts';
export type { PublicCase, PublicCaseFile } from './store/public.ts';
export { countByOffice, countByRegion } from './count-public-cases.ts';
export { listPublicCases, type PublicFilter, type PublicList, type PublicOrder } from './list-public-cases.ts';
export { listPerformance, measurePerformance } from './measure-performance.ts';
export { type Performance, wholeGovernment } from './store/performance.ts';
export { selectSurges as listSurges, type Surge } from './store/surges.ts';
export { importCases, type WholeCases } from './import-cases.ts';
export { readPublicQuery } from './read-public-query.ts';
