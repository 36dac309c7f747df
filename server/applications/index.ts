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
export { delegateOpinion, giveOpinion, type OpinionRef, recuseOpinion } from './give-opinion.ts';
export { type NewApplication, openApplication, type Sent } from './open-application.ts';
export { type ApplicationRef, type Step, type Taken, takeInside, takeTransition } from './take-transition.ts';
