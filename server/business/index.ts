import './jobs.ts';

export { getBundle, listBundles, type PermitStatus, tickPermit } from './bundles/get-bundle.ts';
export { openPermit, startBundle } from './bundles/start-bundle.ts';
export { checkLicence } from './enterprises/check-licence.ts';
export type { Enterprise } from './enterprises/enterprise.ts';
export { importEnterprises } from './enterprises/import-enterprises.ts';
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
export { getInvestorFacts } from './investor-facts.ts';
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
export { type Due, dueFrom, type Profile } from './obligations/obligations.ts';
export { remind } from './obligations/remind.ts';
export { endReminder, listReminders, profileOf, setReminder } from './obligations/set-reminder.ts';
export { writeCalendar } from './obligations/write-calendar.ts';
export { importTenders } from './tenders/import-tenders.ts';
export { countTenders, getTender, listTenders, mostTendersCounted } from './tenders/list-tenders.ts';
export { confirmSearch, forgetSearches, saveSearch, stopNews } from './tenders/save-search.ts';
export { tellSearches } from './tenders/tell-searches.ts';
export { categories, kinds, readFilter, type TenderFilter, writeFilter } from './tenders/tender.ts';
