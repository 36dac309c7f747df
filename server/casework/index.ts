import './jobs.ts';

export { addNote } from './add-note.ts';
export { addTask, finishTask, reopenTask } from './add-task.ts';
export { answerCase } from './answer-case.ts';
export { archiveCase } from './archive-case.ts';
export { assignCase } from './assign-case.ts';
export { attachAsPerson, attachEvidence } from './attach-evidence.ts';
export { attachPapers } from './attach-papers.ts';
export { askToOpen } from './break-glass/ask-to-open.ts';
export { decideOpening, endOpening } from './break-glass/decide-opening.ts';
export { countOpenings, listOpenings, type Opening } from './break-glass/list-openings.ts';
export { lookInside } from './break-glass/look-inside.ts';
export { mayAskAtAll } from './break-glass/who-may.ts';
export {
	type Channel,
	type Class,
	channels,
	classes,
	isOpen,
	type NewAttachment,
	type NewCase,
	type Outcome,
	openStatuses,
	outcomes,
	type Privacy,
	privacies,
	type Status,
	statuses,
} from './case.ts';
export { formatNumber, hashOfCode, newNumber, parseNumber } from './case-number.ts';
export { archiveReasons } from './case-rules.ts';
export { claimCase } from './claim-case.ts';
export { clockCodes, clockRules as listClockRules } from './clock-rules.ts';
export { countChanges } from './count-changes.ts';
export {
	countByOffice,
	countByRegion,
	countOpenByRegion,
	countPublicCases,
	mostCounted,
} from './count-public-cases.ts';
export { acceptCase, refuseCase } from './decide-offer.ts';
export { emptyCase } from './empty-case.ts';
export { exportInbox } from './export-inbox.ts';
export { exportOwnCases } from './export-own-cases.ts';
export { findCaseRef } from './find-case-ref.ts';
export { findCaseContact } from './find-contact.ts';
export { findFile } from './find-file.ts';
export { findPublicCase } from './find-public-case.ts';
export { fireClocks } from './fire-clocks.ts';
export { confirmFollow, followCase, unfollow } from './follow-case.ts';
export { followProcess, type ProcessLine, type ProcessStep } from './follow-process.ts';
export { type CaseFile, getCaseFile, type Possible } from './get-case-file.ts';
export { goesByPhone } from './goes-by-phone.ts';
export { importCases, type WholeCases } from './import-cases.ts';
export { confirmCase, disputeCase, withdrawCase } from './judge-answer.ts';
export { distanceBetween, type Flag } from './judge-picture.ts';
export { listHeldCases } from './list-held-cases.ts';
export { type Inbox, listInbox } from './list-inbox.ts';
export { listOwnCases } from './list-own-cases.ts';
export { listOwnLooks, type OwnLook } from './list-own-looks.ts';
export {
	listPublicCases,
	type PublicFilter,
	type PublicList,
	type PublicOrder,
} from './list-public-cases.ts';
export { listPublicLines } from './list-public-lines.ts';
export { listRuleLines, type RuleLine } from './list-rule-lines.ts';
export { listTemplateLines, type TemplateLine, templateScopes } from './list-template-lines.ts';
export { loadCasework } from './load-casework.ts';
export { listPerformance, measurePerformance } from './measure-performance.ts';
export { mergeCases, unmergeCase } from './merge-cases.ts';
export { askPerson, messagePerson, replyAsPerson } from './message-person.ts';
export { offerCase } from './offer-case.ts';
export { openAsOwner } from './open-as-owner.ts';
export { openCase, type Receipt } from './open-case.ts';
export { openWithCode } from './open-with-code.ts';
export { getOverview, listLedCases, type Overview } from './overview.ts';
export { planDeadlines } from './plan-deadlines.ts';
export { type ClassDue, previewDues, previewRule, type RuleEffect } from './preview-rule.ts';
export { processWords } from './process-words.ts';
export { publishCase, withholdCase } from './publish-case.ts';
export { elements, rateCase } from './rate-case.ts';
export { readPublicQuery } from './read-public-query.ts';
export { recallOffer } from './recall-offer.ts';
export { reclassifyCase } from './reclassify-case.ts';
export { reopenCase } from './reopen-case.ts';
export {
	listTemplates,
	type NewTemplate,
	removeTemplate,
	restoreTemplate,
	saveTemplate,
} from './reply-templates.ts';
export { listSatisfactionElements } from './satisfaction.ts';
export { endClockRule, type NewClockRule, setClockRule } from './set-clock-rule.ts';
export { type SplitOff, splitCase } from './split-case.ts';
export { startCase } from './start-case.ts';
export type { HeldCase } from './store/held.ts';
export type { InboxFilter, InboxOrder, InboxRow } from './store/inbox.ts';
export { type LedCase, type OverviewView, overviewViews } from './store/overview.ts';
export { type Performance, wholeGovernment } from './store/performance.ts';
export type { PublicCase, PublicCaseFile } from './store/public.ts';
export type { PublicLines } from './store/public-lines.ts';
export { listSurges, type Surge } from './store/surges.ts';
export { fillTemplate, type TemplatePlace, templatePlaces } from './template-places.ts';
export { verifyCase } from './verify-case.ts';
export type { CaseRef } from './work-on-case.ts';
