import './jobs.ts';

export { type Check, evidenceTypes, mostBytes, mostFiles } from './evidence/check-evidence.ts';
export { type Comment, commentEvidence, listComments } from './evidence/comment-evidence.ts';
export { findDraft, keepDraft } from './evidence/keep-draft.ts';
export { type LiveAnswer, listLive, liveAbsent, readLive } from './evidence/live.ts';
export { findEvidenceFile, getEvidence, listEvidence } from './evidence/read-evidence.ts';
export { type NewEvidence, submitEvidence } from './evidence/submit-evidence.ts';
export { checkFramework, type Fault } from './framework/check-framework.ts';
export type { Change } from './framework/compare-frameworks.ts';
export { decideFramework, type FrameworkDecision, retractFramework } from './framework/decide-framework.ts';
export type { Band, Framework, Words } from './framework/framework.ts';
export {
	getProposal,
	listProposals,
	type Proposal,
	proposeFramework,
} from './framework/propose-framework.ts';
export {
	exportFramework,
	listFrameworkIds,
	parseFramework,
	previewFramework,
	publishFramework,
} from './framework/publish-framework.ts';
export type { Outlook } from './leaders/get-outlook.ts';
export { getProgress, type Progress } from './leaders/get-progress.ts';
export {
	comfortable,
	type Divergence,
	type InTime,
	largeGap,
	listDivergence,
} from './leaders/list-divergence.ts';
export type { OfficeGap } from './leaders/list-office-gaps.ts';
export { loadRenaksi } from './load-renaksi.ts';
export { type Assignment, assignDocuments } from './plan/assign-documents.ts';
export { getSchedule, type Schedule } from './plan/get-schedule.ts';
export { listBatches } from './plan/list-batches.ts';
export { openPlan } from './plan/open-plan.ts';
export { undoAssignment } from './plan/undo-assignment.ts';
export { isVerifier, mayKeepFrameworks, maySeeEvidence, mayVerify, plannedBy } from './policy.ts';
export { type Board, getBoard, listPublishedOf, readDay, requireDay, type Scope } from './score/board.ts';
export { findPlaces, type Place } from './score/find-places.ts';
export {
	findDocumentName,
	getScore,
	listFrameworkYears,
	listHistory,
	listPlans,
	listScores,
	type Opens,
	type RankedScore,
	type ScoreFile,
	type ShownPart,
} from './score/get-score.ts';
export { closePeriod, correctScore, penalise } from './score/mend-score.ts';
export { type Mend, type MendPreview, previewMend } from './score/preview-mend.ts';
export { listPublished, type Result, readBands } from './score/published.ts';
export { type Recomputed, recomputeAll } from './score/recompute-all.ts';
export { recomputeScores } from './store/scores.ts';
export { getOfficeWork, type OfficeWork } from './tasks/get-office-work.ts';
export {
	filterTasks,
	listTasks,
	type Task,
	type TaskFilter,
	type TaskState,
	taskOrders,
	taskViews,
} from './tasks/list-tasks.ts';
export { returnEvidence, verifyEvidence } from './verify/judge-evidence.ts';
export { listQueue, type Queued, type QueueFilter } from './verify/list-queue.ts';
export { findSecond, listSecondWork, type SecondWork } from './verify/list-second-work.ts';
export { listWorkload, type Workload } from './verify/list-workload.ts';
export { type RiskReason, riskReasons, verificationRules } from './verify/verification-rules.ts';
export { verifyAgain } from './verify/verify-again.ts';
