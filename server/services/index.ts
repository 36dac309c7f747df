export { canonical, hashOf } from './canonical.ts';
export { type Decision, decide, type Finding, factsOf, questionsFor } from './decide.ts';
export { type Definition, events, type Outcome, type Question, type Words } from './definition.ts';
export { findProvider, getService, listServices } from './find-services.ts';
export {
	fieldsFor,
	questionsPage,
	type ShownForm,
	type ShownGroup,
	type ShownLeaf,
	type ShownPage,
} from './form/fields-for.ts';
export { type FieldError, type ReadFields, readFields, readPage } from './form/read-page.ts';
export { textOfAnswer } from './form/read-value.ts';
export { findNewestVersion, getVersion, type Version } from './get-version.ts';
export type { Fault } from './lint/fault.ts';
export { lintDefinition } from './lint/lint-definition.ts';
export { loadServices } from './load-services.ts';
export type {
	Fork,
	Group,
	Leaf,
	Output,
	Page,
	Process,
	Resource,
	State,
	Transition,
} from './process.ts';
export { readAnswers } from './read-answers.ts';
export type { ServiceLine } from './store.ts';
