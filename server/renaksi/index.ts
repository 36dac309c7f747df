import './jobs.ts';

export { type Assignment, assignDocuments } from './assign-documents.ts';
export { type Board, getBoard, listPublishedOf, readDay } from './board.ts';
export { type Check, evidenceTypes, mostBytes, mostFiles } from './check-evidence.ts';
export { checkFramework, type Fault } from './check-framework.ts';
export { type Comment, commentEvidence, listComments } from './comment-evidence.ts';
export type { Change } from './compare-frameworks.ts';
export { decideFramework, type FrameworkDecision, retractFramework } from './decide-framework.ts';
export type { Band, Framework, Words } from './framework.ts';
export { getOfficeWork, type OfficeWork } from './get-office-work.ts';
export { getOutlook, type Outlook } from './get-outlook.ts';
export { getSchedule, type Schedule } from './get-schedule.ts';
export {
	findDocumentName,
	getScore,
	listFrameworkYears,
	listHistory,
	listPlans,
	listScores,
	type RankedScore,
	type ScoreFile,
	type ShownPart,
} from './get-score.ts';
export { returnEvidence, verifyEvidence } from './judge-evidence.ts';
export { findDraft, keepDraft } from './keep-draft.ts';
export { listBatches } from './list-batches.ts';
export { comfortable, type Divergence, type InTime, largeGap, listDivergence } from './list-divergence.ts';
export { listOfficeGaps, type OfficeGap } from './list-office-gaps.ts';
export { listQueue, type Queued, type QueueFilter } from './list-queue.ts';
export { findSecond, listSecondWork, type SecondWork } from './list-second-work.ts';
export {
	filterTasks,
	listTasks,
	type Task,
	type TaskFilter,
	type TaskState,
	taskOrders,
	taskViews,
} from './list-tasks.ts';
export { listWorkload, type Workload } from './list-workload.ts';
export { type LiveAnswer, listLive, liveAbsent, liveQueries, readLive } from './live.ts';
export { loadRenaksi } from './load-renaksi.ts';
export { closePeriod, correctScore, penalise } from './mend-score.ts';
export { openPlan } from './open-plan.ts';
export { isVerifier, mayKeepFrameworks, maySeeEvidence, mayVerify, plannedBy } from './policy.ts';
export { type Mend, type MendPreview, previewMend } from './preview-mend.ts';
export { getProposal, listProposals, type Proposal, proposeFramework } from './propose-framework.ts';
export {
	exportFramework,
	listFrameworkIds,
	parseFramework,
	previewFramework,
	publishFramework,
} from './publish-framework.ts';
export { listPublished, type Result, readBands } from './published.ts';
export { findEvidenceFile, getEvidence, listEvidence } from './read-evidence.ts';
export { type Recomputed, recomputeAll } from './recompute-all.ts';
export { recomputeScores } from './store/scores.ts';
export { type NewEvidence, submitEvidence } from './submit-evidence.ts';
export { undoAssignment } from './undo-assignment.ts';
export { type RiskReason, riskReasons, verificationRules } from './verification-rules.ts';
export { verifyAgain } from './verify-again.ts';
