import './jobs.ts';

export {
	type Applicant,
	type Application,
	type ApplicationEvent,
	type CorrectionItem,
	type PaperFile,
	subjectOf,
} from './application.ts';
export { fireApplicationClocks } from './fire-clocks.ts';
export {
	type ApplicationFile,
	findApplicationRef,
	getApplication,
	type PossibleStep,
} from './get-application.ts';
export { delegateOpinion, giveOpinion, type OpinionRef, recuseOpinion } from './give-opinion.ts';
export { type ApplicationList, countApplications, listApplications } from './list-applications.ts';
export { type NewApplication, openApplication, type Sent } from './open-application.ts';
export { cancelInspection, type InspectionRef, planInspection, recordInspection } from './plan-inspection.ts';
export { listStepFigures } from './step-figures.ts';
export type { ApplicationRow, ListFilter, ListView } from './store/lists.ts';
export type { StepFigure } from './store/stays.ts';
export { type ApplicationRef, type Step, type Taken, takeInside, takeTransition } from './take-transition.ts';
