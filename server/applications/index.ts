import './draft/jobs.ts';
import './own/jobs.ts';
import './jobs.ts';
import './tell-use.ts';

export {
	type Applicant,
	type Application,
	type ApplicationEvent,
	type CorrectionItem,
	type PaperFile,
	subjectOf,
} from './application.ts';
export { retentionBasis } from './application-rules.ts';
export { type Compared, compareCapture } from './compare-capture.ts';
export { askedIn, describeValue } from './describe-value.ts';
// The applicant's side.
export { answerPage, removeRecord, saveRecord } from './draft/answer-step.ts';
export type { Draft, DraftFile, Party } from './draft/draft.ts';
export { addDraftFile, removeDraftFile } from './draft/draft-files.ts';
export { dropDraft } from './draft/drop-draft.ts';
export { getDraft, listDrafts, type OpenDraft, resumeDraft } from './draft/get-draft.ts';
export { partiesOf } from './draft/owner.ts';
export { agreeToSign, findInvitation, inviteSignatories } from './draft/sign.ts';
export { startAtCounter } from './draft/start-at-counter.ts';
export { startDraft } from './draft/start-draft.ts';
export { firstOpen, knownOf, mayOpen, type Step as FormStep } from './draft/steps.ts';
export { submitDraft } from './draft/submit-draft.ts';
export { fireApplicationClocks } from './fire-clocks.ts';
export {
	type ApplicationFile,
	findApplicationRef,
	getApplication,
	type PossibleStep,
} from './get-application.ts';
export { delegateOpinion, giveOpinion, type OpinionRef, recuseOpinion } from './give-opinion.ts';
export { type ApplicationList, countApplications, listApplications } from './list-applications.ts';
export { listPunctuality, measurePunctuality } from './measure-punctuality.ts';
export { type NewApplication, openApplication, type Sent } from './open-application.ts';
export { beginCorrection } from './own/correct-application.ts';
export { exportOwnApplications } from './own/export-own.ts';
export {
	getOwnApplication,
	listOwnApplications,
	type OwnApplication,
	rateApplication,
} from './own/get-own.ts';
export { listMoneyOfCase } from './own/list-money.ts';
export { renewApplication } from './own/renew-application.ts';
export { bookVisit, cancelVisit, listSlots, type Slot } from './own/visits.ts';
export { moveOwn, withdrawApplication } from './own/withdraw-application.ts';
export { cancelInspection, type InspectionRef, planInspection, recordInspection } from './plan-inspection.ts';
export { showNumbers } from './show-numbers.ts';
export { listStepFigures, measureSteps, stepPeriods } from './step-figures.ts';
export type { ApplicationRow, ListFilter, ListView } from './store/lists.ts';
export type { Punctuality } from './store/punctuality.ts';
export type { StepFigure } from './store/step-figures.ts';
export { type ApplicationRef, type Step, type Taken, takeTransition } from './take-transition.ts';
