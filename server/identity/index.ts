import './jobs.ts';

export { endActingFor, setActingFor } from './act-for.ts';
export {
	type Acting,
	type Actor,
	type Factor,
	type Holding,
	hasDesk,
	isLeader,
	type Level,
	labelOf,
	lenderOf,
	levels,
	type Officer,
	overseenBy,
	type Represented,
	type Resident,
	type Role,
	roles,
	scopeOf,
	secondFactors,
} from './actor.ts';
export { changePassword } from './change-password.ts';
export { checkSetupToken } from './check-setup-token.ts';
export { chooseLanguage } from './choose-language.ts';
export { correctName } from './correct-name.ts';
export { createAdministrator } from './create-administrator.ts';
export { createAssisted } from './create-assisted.ts';
export { createOfficer, type NewOfficer } from './create-officer.ts';
export { createOperator } from './create-operator.ts';
export { createSetupToken } from './create-setup-token.ts';
export { endLoan, type LoanLine, listLoans } from './delegation/end-loan.ts';
export { type Loan, lendDesk } from './delegation/lend-desk.ts';
export { listColleagues } from './delegation/list-colleagues.ts';
export { endHolding } from './end-holding.ts';
export { endSessions } from './end-sessions.ts';
export { exportAccount } from './export-account.ts';
export { findAccount, type KnownAccount } from './find-account.ts';
export { findActor, findOfficer } from './find-actor.ts';
export { findLevel } from './find-level.ts';
export { findNames } from './find-names.ts';
export {
	decideByCommand,
	decideProposal,
	type ProposalRef,
	withdrawProposal,
} from './four-eyes/decide-proposal.ts';
export { countProposals, listProposals, type ProposalLine } from './four-eyes/list-proposals.ts';
export { proposeFactorReset, proposeOperator } from './four-eyes/propose.ts';
export { getAccount } from './get-account.ts';
export { getOfficer, type OfficerFile } from './get-officer.ts';
export { givePost } from './give-post.ts';
export type { HeldPost } from './held-post.ts';
export { type ImportRef, prepareImport } from './import/prepare-import.ts';
export {
	type FirstPasswordLine,
	getImport,
	type ImportFile,
	listImports,
	runImport,
	startImport,
	takeFirstPasswords,
} from './import/start-import.ts';
export { isSuspended } from './is-suspended.ts';
export { listHolderContacts } from './list-holder-contacts.ts';
export { listHolders } from './list-holders.ts';
export { listOfficers, type OfficerLine } from './list-officers.ts';
export { listSessions } from './list-sessions.ts';
export { firstPasswordDays, shortestPassword } from './new-account.ts';
export type { NewHolding } from './new-holding.ts';
export { addPasskey, offerPasskey } from './passkeys/add-passkey.ts';
export { listPasskeys, removePasskey } from './passkeys/list-passkeys.ts';
export { askPasskey, askPasskeyAnew, enterWithPasskey } from './passkeys/use-passkey.ts';
export { managedBy, mayLend, mayManage } from './policy.ts';
export { renewOwnSession } from './renew-own-session.ts';
export { replacePassword } from './replace-password.ts';
export { isFresh, requireFresh } from './require-fresh.ts';
export { resetPassword } from './reset-password.ts';
export { maskContact } from './residents/address.ts';
export { chooseName } from './residents/choose-name.ts';
export { findTicket } from './residents/codes.ts';
export { askToComeBack, type CameBack, comeBack } from './residents/come-back.ts';
export { addContact, askToAddContact, listContacts, removeContact } from './residents/contacts.ts';
export { askToEnter, enterWithCode } from './residents/enter.ts';
export { findComeback, hastenComeback } from './residents/hasten-comeback.ts';
export { askToShowAnew, showAnew } from './residents/show-anew.ts';
export { listComebacks, stopComeback, stopComebacks } from './residents/stop-comeback.ts';
export { revokeSession } from './revoke-session.ts';
export { isSecondFactorRequired, type RuleCode, type Rules, readRules, setRule } from './rules.ts';
export {
	beginTotp,
	confirmTotp,
	type Enrolled,
	findPendingTotp,
} from './second-factor/enrol-totp.ts';
export { enterFromOutside } from './second-factor/enter-from-outside.ts';
export { finishSignIn, readTicket } from './second-factor/finish-sign-in.ts';
export { type Fresh, freshen, noteFresh, type ProofKind, proofOf } from './second-factor/freshen.ts';
export { listFactors, type OwnFactors } from './second-factor/list-factors.ts';
export { removeTotp, renewRecoveryCodes } from './second-factor/remove-factor.ts';
export { resetFactorsByCommand } from './second-factor/reset-factors.ts';
export { sessionCookie } from './session-cookie.ts';
export { setLevel } from './set-level.ts';
export { type Entry, type SignIn, signIn } from './sign-in.ts';
export { signOut } from './sign-out.ts';
export { type NewSession, startSession, type Visit } from './start-session.ts';
export { suspendOfficer } from './suspend-officer.ts';
export { useSetupToken } from './use-setup-token.ts';
