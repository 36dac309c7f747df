export {
	type Applicant,
	type Application,
	type ApplicationEvent,
	type CorrectionItem,
	type PaperFile,
	subjectOf,
} from './application.ts';
export { type NewApplication, openApplication, type Sent } from './open-application.ts';
