/** What `catalogue.test.ts` holds the database against. A line is added here with its reason, or not at all. */

/** Why no fence is forced upon the owner: it is nobody who asks. `architecture.test.ts` names who may use it. */
export const unforced =
	'The owner runs migrations, beats, imports and the functions below. Forced, a fence would shut them out, for its ' +
	'policies are for ssp_app; the application lowers itself to ssp_app on every connection that answers somebody.';

/** Tables with `pemda` that everybody in the application may read whole, and why that tells nobody anything. */
export const notFenced: Record<string, string> = {
	'applications.punctuality': 'public figures',
	'business.tender': 'what was published',
	'casework.clock_rule': 'law, shown to everybody',
	'casework.intake': 'which key became which case: asked by the key alone, which only its sender has',
	'casework.own': 'not readable by the application: asked through own_cases and own_looks, by owner',
	'casework.performance': 'public figures',
	'casework.public_case': 'what everybody may see; a search by words in it must use its index',
	'casework.surge': 'counts by subject and week, of what is public as a figure',
	'casework.tally': 'public figures',
	'casework.tally_change': 'public figures, not folded yet',
	'casework.tally_region': 'public figures',
	'identity.delegation': 'who stands in for whom today is asked before anybody has a scope',
	'identity.holding': 'who holds which post is public, and asked before anybody has a scope',
	'open311.api_key': 'found by the hash of a key by a sender who has no scope; shown to nobody',
	'open311.received': 'the same sending again, by its hash; shown to nobody',
	'open311.sent': 'read by jobs alone; holds numbers, not cases',
	'open311.taken_until': 'read by jobs alone',
	'platform.audit_seal': 'not readable by the application',
	'platform.event': 'not readable by the application',
	'regions.calendar_day': 'public',
	'regions.office': 'public but for the keys of endpoints, which are sealed',
	'regions.pemda': 'public',
	'regions.post': 'public',
	'regions.region': 'public',
	'renaksi.standing': 'public figures, written by a trigger alone',
};

/** Functions that run with the owner's right: each answers one question or makes one change. */
export const ownersFunctions: Record<string, string> = {
	'applications.agree_to': 'by the hash of an invitation: one yes, to one text',
	'applications.count_waiting': 'numbers alone, of the desks and governments the question is fenced to',
	'applications.empty_application':
		'what was kept long enough, by the row’s own day; nothing else, and nothing back',
	'applications.find_invitation': 'by the hash of the invitation a mail carried',
	'applications.find_named':
		'ids alone, of the desks the question is fenced to; the rows are read within the fence',
	'applications.invited_draft': 'by the hash of an invitation: what somebody is asked to sign',
	'applications.own_applications': 'by owner, whose account was asked for before',
	'applications.taken_seats': 'how many seats of a time are taken, and nothing about whose',
	'casework.add_follower': 'a stranger to the case follows it; says nothing back',
	'casework.answer_follow': 'by the hash of the link alone; gives the number that is public',
	'casework.climbed_to': 'which post a case climbed to, for its custody row; a role, a government, an office',
	'casework.empty_case':
		'of an application that is over, inside an act of applications; gives hashes of files that go',
	'casework.find_access': 'what a receipt’s code is compared with, by one number',
	'casework.find_reuse': 'whether a picture was used before: yes or no, and nothing about which',
	'casework.fold_tally': 'the beat that folds the counters; the application may not call it',
	'casework.is_new': 'whether there is no such case: yes or no, by an id',
	'casework.keep_climb': 'a trigger',
	'casework.keep_custody': 'a trigger',
	'casework.keep_public': 'a trigger: the public face of a case',
	'casework.own_cases': 'by owner, whose account was asked for before',
	'casework.own_looks': 'by owner, whose account was asked for before',
	'documents.find_by_file': 'by the hash of a file, which only who has the file knows; gives its number',
	'documents.find_issued': 'whether an act was done before, and the number it gave',
	'documents.find_public': 'what a document shows to whoever holds it up: names of persons are masked',
	'documents.issue': 'a new document and its first link; changes none',
	'documents.public_chain': 'what happened to one document; reasons by their salted hash',
	'documents.take_number': 'the next number of a series; the application cannot set one',
	'identity.make_operator': 'by a proposal that two approved, and no other way',
	'identity.note_rights': 'a trigger: when what an account may do changed',
	'payments.cancel_invoice': 'takes back what nobody paid, inside an act of another room that asked who may',
	'payments.find_reference': 'by a reference nobody can guess; gives an id, for a callback that was signed',
	'payments.invoices_of': 'by subject, for the room that keeps it and asked who reads',
	'payments.paid_of':
		'by subject, for the room that keeps it and asked who reads; no code, no account number',
	'payments.refunds_of': 'by subject, for the room that keeps it and asked who reads',
	'payments.open_invoice': 'bills inside an act of another room; moves no money',
	'people.accept_offer': 'by the hash of a code, once',
	'people.answers_for': 'whether one account answers for one business: yes or no',
	'people.business_name': 'a name, for the other side of a mandate',
	'people.find_offer': 'by the hash of a code',
	'people.holders_of_nik': 'in whose ledgers a number that was shown stands, by its keyed hash',
	'people.is_nib_verified': 'whether a number is somebody else’s: yes or no',
	'people.name_of': 'a name, for the other side of a mandate',
	'people.note_shown': 'adds a line each to the ledgers of those who stood in a list',
	'people.represented': 'what a mandate opens to who holds it, while it runs and says so',
	'people.responsible_of': 'in whose ledger a look at a business stands',
	'people.use_counter_code': 'by the hash of a code, once',
	'platform.announce': 'an event and its jobs; nobody reads the queue',
	'platform.enqueue': 'a job; nobody reads the queue',
	'regions.raise_version': 'a trigger',
	'renaksi.keep_waiting': 'a trigger: what waits for a verifier',
	'renaksi.stand': 'a trigger: how a plan stands after each event',
	'renaksi.stop_waiting': 'a trigger: nothing waits in a year that is closed',
	'sso.find_app': 'by what an app calls itself at the endpoints',
	'sso.find_linked': 'by another provider’s keyed name for somebody',
	'sso.find_outside': 'by id, for a sign-in there; its secret is sealed',
	'sso.names_of_apps': 'names, by ids that are known',
	'sso.offered_outside': 'names, as the sign-in page shows them',
};

/** Views, which read with their owner’s right. */
export const ownersViews: Record<string, string> = {
	'casework.listed_case': 'what everybody may see, for reporting tools',
	'renaksi.told': 'figures of events, which everybody may see',
};

/** What each role may do, table by table: columns where it is not the whole, then functions. */
export const granted = {
	ssp_app: `
		applications.application: select insert update
		applications.clock: select insert update
		applications.clock_pause: select insert update
		applications.draft: select insert update delete
		applications.event: select insert
		applications.inspection: select insert update
		applications.opinion: select insert update
		applications.punctuality: select insert update
		applications.recusal: select insert
		applications.renewal: select insert update
		applications.signatory: select insert
		applications.signature: select insert update delete
		applications.stay: select insert update
		applications.step_figure: select
		applications.visit: select insert update
		business.bundle: select insert
		business.bundle_item: select insert update
		business.enterprise: select
		business.kbli: select
		business.reminded: select insert
		business.reminder: select insert update delete
		business.risk: select
		business.saved_search: select insert update delete
		business.tender: select
		casework.attachment: select insert update
		casework.break_glass: select insert
		casework.case: select insert update
		casework.clock_rule: select insert update
		casework.closure: select insert update
		casework.contact: select insert update
		casework.custody: select insert update
		casework.deadline: select insert update
		casework.deadline_pause: select insert update
		casework.entry: select insert
		casework.follower: select insert update delete
		casework.intake: select insert
		casework.merge: select insert update
		casework.own: insert
		casework.performance: select insert update
		casework.public_case: select
		casework.rating: select insert update
		casework.reply_template: select insert update
		casework.seen: select insert update
		casework.surge: select insert update delete
		casework.tally: select
		casework.tally_change: select
		casework.tally_region: select
		casework.task: select insert update
		casework.word: select insert update
		documents.authority: select insert
		documents.certificate: select insert
		documents.code_key: select insert
		documents.document: select
		documents.event: select insert
		identity.account: select insert
		identity.challenge: select insert
		identity.code: select insert
		identity.comeback: select insert
		identity.contact: select insert
		identity.credential: select insert
		identity.delegation: select insert
		identity.holding: select insert
		identity.import: select insert
		identity.import_row: select insert
		identity.passkey: select insert
		identity.proposal: select insert
		identity.recovery_code: select insert
		identity.rule: select insert
		identity.session: select insert
		identity.setup_token: select insert
		identity.totp: select insert
		open311.api_key: select insert update
		open311.changeset: select insert update
		open311.received: select insert update delete
		open311.sent: select insert update
		open311.taken_until: select insert update
		payments.attempt: select insert
		payments.event: select insert
		payments.invoice: select
		payments.invoice_line: select
		payments.refund: select insert
		payments.series: select insert
		people.business: select insert update
		people.consent: select insert update
		people.counter_code: select insert update
		people.mandate: select insert update
		people.person: select insert update
		people.proof: select insert update
		people.shown_in_list: select
		platform.audit: select insert
		platform.loaded: select
		platform.scan: select insert update
		platform.sent: select insert update delete
		platform.setting: select insert update
		platform.spent: select insert update delete
		platform.stored_file: select insert update delete
		regions.boundary: select
		regions.calendar_day: select
		regions.office: select
		regions.pemda: select
		regions.post: select
		regions.region: select
		regions.region_alias: select
		regions.responsibility: select insert update
		regions.snapshot_version: select
		regions.subject: select
		renaksi.action: select insert
		renaksi.adoption: select insert
		renaksi.closure: select insert
		renaksi.comment: select insert
		renaksi.draft: select insert update delete
		renaksi.event: select insert
		renaksi.evidence: select insert
		renaksi.evidence_file: select insert
		renaksi.framework: select insert
		renaksi.framework_decision: select insert
		renaksi.framework_proposal: select insert
		renaksi.plan: select insert update
		renaksi.reminder: select insert
		renaksi.requirement: select insert
		renaksi.retraction: select insert
		renaksi.sample: select insert
		renaksi.second_verdict: select insert
		renaksi.standing: select
		renaksi.told: select
		renaksi.verdict: select insert
		renaksi.waiting: select
		reports.draft: select insert update delete
		services.draft: select insert update delete
		services.draft_step: select insert update delete
		services.service: select insert update
		services.simulation: select insert update
		services.version: select insert
		sso.app: select insert
		sso.consent: select insert
		sso.given: select insert update delete
		sso.outside: select insert
		sso.outside_link: select insert
		sso.passing: select insert update delete
		sso.session: select insert update delete
		sso.signing_key: select insert
		sso.token: select insert update delete
		casework.break_glass: update (decided_by decided_name decided_at decision open_until ended_at ended_by)
		documents.document: update (status events head supersedes superseded_by file_sha256 file_bytes signed_with ready_at)
		identity.account: update (name level lang suspended_at suspended_by)
		identity.challenge: update (used_at)
		identity.code: update (tries used_at)
		identity.comeback: update (ready_at counter_hash seen_at seen_by stopped_at done_at)
		identity.contact: update (removed_at)
		identity.credential: update (password must_change changed_at)
		identity.delegation: update (revoked_at revoked_by)
		identity.holding: update (held_to)
		identity.import: update (started_at started_by ended_at outcome listed_at)
		identity.import_row: update (done_at result account_id password)
		identity.passkey: update (counter name used_at removed_at)
		identity.proposal: update (decided_at decided_by decision)
		identity.recovery_code: update (used_at replaced_at)
		identity.session: update (seen_at revoked_at factors fresh_at acting_for acting_until)
		identity.setup_token: update (used_at)
		identity.totp: update (confirmed_at removed_at last_step)
		payments.attempt: update (status outcome expires_at qr account provider_id paid_at paid_amount ended_at asked_at asks next_ask_at)
		payments.invoice: update (status settled_at settled_attempt receipt_number ended_at ended_by end_reason)
		payments.refund: update (decision decided_by decided_name decided_at sent_at done_at failed_at provider_id asked_provider_at asks next_ask_at)
		payments.series: update (last)
		regions.office: update (open311 edited_at edited_by)
		sso.app: update (name for_whom redirect_uris post_logout_uris scopes contacts backchannel_logout_uri frontchannel_logout_uri signing secret_hash old_secret_hash old_secret_until changed_at disabled_at disabled_by)
		sso.consent: update (scopes claims changed_at withdrawn_at)
		sso.outside: update (name disabled_at disabled_by)
		sso.outside_link: update (used_at ended_at)
		applications.agree_to(): execute
		applications.count_waiting(): execute
		applications.desk_words(): execute
		applications.empty_application(): execute
		applications.find_invitation(): execute
		applications.find_named(): execute
		applications.invited_draft(): execute
		applications.own_applications(): execute
		applications.taken_seats(): execute
		casework.add_follower(): execute
		casework.answer_follow(): execute
		casework.climbed_to(): execute
		casework.empty_case(): execute
		casework.find_access(): execute
		casework.find_reuse(): execute
		casework.is_new(): execute
		casework.marks_of(): execute
		casework.own_cases(): execute
		casework.own_looks(): execute
		casework.refresh_due(): execute
		casework.region_pemda(): execute
		casework.scope_opened(): execute
		documents.find_by_file(): execute
		documents.find_issued(): execute
		documents.find_public(): execute
		documents.issue(): execute
		documents.public_chain(): execute
		documents.take_number(): execute
		identity.make_operator(): execute
		payments.cancel_invoice(): execute
		payments.find_reference(): execute
		payments.invoices_of(): execute
		payments.open_invoice(): execute
		payments.paid_of(): execute
		payments.refunds_of(): execute
		people.accept_offer(): execute
		people.answers_for(): execute
		people.business_name(): execute
		people.find_offer(): execute
		people.holders_of_nik(): execute
		people.is_nib_verified(): execute
		people.name_of(): execute
		people.note_shown(): execute
		people.represented(): execute
		people.responsible_of(): execute
		people.use_counter_code(): execute
		platform.announce(): execute
		platform.enqueue(): execute
		platform.plain(): execute
		platform.scope_account(): execute
		platform.scope_all(): execute
		platform.scope_cases(): execute
		platform.scope_houses(): execute
		platform.scope_kept(): execute
		platform.scope_offices(): execute
		platform.scope_pemda(): execute
		platform.scope_reads(): execute
		platform.scope_system(): execute
		renaksi.is_blind(): execute
		sso.find_app(): execute
		sso.find_linked(): execute
		sso.find_outside(): execute
		sso.names_of_apps(): execute
		sso.offered_outside(): execute
		sso.soft_commit(): execute
	`,
	ssp_reader: `
		applications.punctuality: select
		business.enterprise: select
		business.kbli: select
		business.risk: select
		business.tender: select
		casework.clock_rule: select
		casework.listed_case: select
		casework.performance: select
		casework.surge: select
		casework.tally: select
		casework.tally_change: select
		casework.tally_region: select
		identity.delegation: select
		identity.holding: select
		identity.rule: select
		open311.sent: select
		platform.loaded: select
		regions.boundary: select
		regions.calendar_day: select
		regions.pemda: select
		regions.post: select
		regions.region: select
		regions.region_alias: select
		regions.responsibility: select
		regions.snapshot_version: select
		regions.subject: select
		renaksi.action: select
		renaksi.adoption: select
		renaksi.closure: select
		renaksi.event: select
		renaksi.framework: select
		renaksi.plan: select
		renaksi.requirement: select
		renaksi.standing: select
		renaksi.told: select
		services.draft: select
		services.draft_step: select
		services.service: select
		services.simulation: select
		services.version: select
		identity.account: select (id name is_operator created_at suspended_at)
		open311.api_key: select (pemda id label created_at created_by revoked_at)
		regions.office: select (pemda id slug name short_name kind parent_id functions region external active)
	`,
};
