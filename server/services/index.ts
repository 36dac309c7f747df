import './jobs.ts';

export { canonical, hashOf } from './canonical.ts';
export { type Decision, decide, type Finding, factsOf, questionsFor } from './decide.ts';
export { type Definition, events, type Outcome, type Question, type Words } from './definition.ts';
export { type Change, compareDefinitions, type Reach } from './edit/compare-definitions.ts';
export { type DraftRule, findDraftRule } from './edit/find-draft-rule.ts';
export { type Published, publishDefinition, sendDraft } from './edit/publish-definition.ts';
export type { PublishPolicy } from './edit/publish-policy.ts';
export {
	type DraftFile,
	type EditableLine,
	editsServices,
	getDraft,
	listEditable,
} from './edit/read-drafts.ts';
export { startSimulation } from './edit/simulate.ts';
export { type PastApplication, provideUse, type Use, type UseSource } from './edit/use.ts';
export { beginDraft, dropDraft, openDraft, saveDraft, undoDraft } from './edit/write-draft.ts';
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
export { layOut } from './lay-out.ts';
export type { Fault } from './lint/fault.ts';
export { lintDefinition } from './lint/lint-definition.ts';
export { loadServices } from './load-services.ts';
export * as parts from './parts.ts';
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
export type { ServiceLine } from './store/versions.ts';
