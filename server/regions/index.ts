export { getCalendar, type PemdaCalendar } from './calendar.ts';
export { connectOffice } from './connect-office.ts';
export { endResponsibility } from './end-responsibility.ts';
export { escalationLadder, type Rung } from './escalation-ladder.ts';
export { findNearest, type Nearest } from './find-nearest.ts';
export {
	findOffice,
	findOpen311Endpoint,
	getOffice,
	listConnectedOffices,
	listOffices,
	listPosts,
} from './find-offices.ts';
export { findPemdaByPrefix, getPemda, listPemda } from './find-pemda.ts';
export { findPost, type PlacedPost } from './find-post.ts';
export { findRegion, getRegion, listAncestors, listChildren } from './find-regions.ts';
export { findResponsible, type Responsible } from './find-responsible.ts';
export { findSubject, getSubject, listSubjects, suggestSubjects } from './find-subjects.ts';
export { importBoundaries } from './import-boundaries.ts';
export { importCalendar } from './import-calendar.ts';
export { type ListedRule, listRules, type RuleFilter } from './list-rules.ts';
export { loadRegions } from './load-regions.ts';
export { type MapShapes, mapShapes } from './map-shapes.ts';
export type { Office, OfficeKind, Open311Endpoint, Post, PostRole } from './office.ts';
export { nationalAgencies, type Pemda } from './pemda.ts';
export type { Editor } from './policy.ts';
export { type Level, province, type Region, type RegionKind } from './region.ts';
export type { Responsibility, Tier } from './responsibility.ts';
export { type FoundRegion, searchRegions } from './search-regions.ts';
export { type NewResponsibility, setResponsibility } from './set-responsibility.ts';
export { type RuleLine, selectRules as listResponsibilities } from './store/rules.ts';
export type { AssetClass, Attribute, Subject, SubjectGroup } from './subject.ts';
