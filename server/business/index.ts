export { describeKbli, getKbli, listKbli, listRisks, searchKbli } from './find-kbli.ts';
export {
	answerGuide,
	type GuideAnswer,
	levelOf,
	type Opening,
	type PermitNeeded,
	questionsOf,
	readOpening,
} from './guide/answer-guide.ts';
export { type GuideQuestion, guide } from './guide/guide.ts';
export { importKbli, importRisks } from './import-kbli.ts';
export type { ImportLine, ImportReport } from './import-report.ts';
export {
	type Kbli,
	permitOf,
	type Risk,
	type RiskLevel,
	type RiskScale,
	riskLevels,
	riskScales,
} from './kbli.ts';
export { loadBusiness } from './load-business.ts';
