/**
 * Who may do what, written down by hand: the one table that `acts.test.ts` and `routes.test.ts` walk. An act of a room's
 * face, a page, a form action or a door's address that has no line here fails them.
 *
 * Columns are roles; a cell says from which places, seen from public works of Asahan, which hold the case or to whose
 * government the thing belongs:
 *   -  nowhere                  o  that office
 *   g  any office of that government; of a confidential case that office alone
 *   h  any office of that government, also about what is confidential
 *   G  as g, and the province   H  as h, and the province
 *   R  as G, and never what is confidential
 *   c  the counter of Asahan    x  everywhere    q  the health office of Asahan, which is asked
 *   p  that office's like of the province, for what belongs to all governments
 * An overseer at a place oversees its government, at the province all. `person` is the person of the case, `system` that
 * office's own system. `else` is what all others get: `read` 403 where they may read the case and else 404, `empty` an
 * answer without it, `bill` 403 where they may read the invoice and else 404, `desk` 403 for officers of the office whose draft it is and else 404, `house` 403 for whoever manages that government and else 404, or the status itself.
 */
export const acts = `
act                          on         officer head triage secretary leader admin operator overseer person resident system else
casework.getCaseFile         case       o o g G G - - R x - o 404
casework.findCaseRef         case       o o g G G - - R x - o 404
casework.findFile            photo      o o g G G - - R x - o empty
casework.listInbox           case       o o g g g - - - - - - empty
casework.listInbox~office    case       o o g G G - - - - - - empty
casework.listInbox~search    case       o o g g g - - - - - - empty
casework.exportInbox         case       o o g g g - - - - - - empty
casework.exportInbox~office  case       o o g G G - - - - - - empty
casework.countChanges        case       o o g g g - - - - - - empty
casework.getOverview         case       o o g G G - - R - - - empty
casework.listLedCases        case       o o g G G - - R - - - empty
casework.listHeldCases       case       o o g G G - - R x - o empty
casework.verifyCase          case       o o g g - - - - - - o read
casework.startCase           case       o o g g - - - - - - o read
casework.messagePerson       case       o o g g - - - - - - o read
casework.askPerson           started    o o g g - - - - - - - read
casework.addNote             case       o o g g g - - - - - o read
casework.addTask             case       o o g g g - - - - - - read
casework.finishTask          task       o o g g g - - - - - - read
casework.reopenTask          done       o o g g g - - - - - - read
casework.attachEvidence      case       o o g g - - - - - - o read
casework.answerCase          started    o o g g - - - - - - o read
casework.reclassifyCase      case       o o g g - - - - - - - read
casework.archiveCase         case       - o g g - - - - - - - read
casework.assignCase          case       o o g g - - - - - - - read
casework.offerCase           case       o o g g - - - - - - - read
casework.recallOffer         given      o o g g - - - - - - - read
casework.acceptCase          offered    o o g g - - - - - - - read
casework.refuseCase          offered    o o g g - - - - - - - read
casework.publishCase         named      o o g g - - - - - - - read
casework.withholdCase        named      o o g g - - - - - - - read
casework.mergeCases          pair       o o g g - - - - - - - read
casework.unmergeCase         merged     o o g g - - - - - - - read
casework.splitCase           case       o o g g - - - - - - - read
casework.reopenCase          closed     - o g g g - - - - - - read
casework.replyAsPerson       case       - - - - - - - - x - - read
casework.attachAsPerson      case       - - - - - - - - x - - read
casework.confirmCase         answered   - - - - - - - - x - - read
casework.disputeCase         answered   - - - - - - - - x - - read
casework.withdrawCase        case       - - - - - - - - x - - read
casework.rateCase            closed     - - - - - - - - x - - read
casework.openAsOwner         owned      - - - - - - - - - x - empty
casework.listOwnCases        owned      - - - - - - - - - x - 401
casework.listOwnLooks        owned      - - - - - - - - - x - 401
casework.exportOwnCases      owned      - - - - - - - - - x - 401
casework.askToOpen           secret     x x x x x - - x - - - 403
casework.listOpenings        opening    - o - h h - - H - - - empty
casework.countOpenings       opening    - o - h h - - H - - - empty
casework.decideOpening       opening    - o - h h - - H - - - 404
casework.endOpening          opened     - o - h h - - H - - - 404
casework.lookInside          opened     - - - - - - - - - - - 404
casework.listTemplates       answer     g g g g - - - - - - - 403
casework.listTemplateLines   answer     g g g g - - - - - - - 403
casework.saveTemplate        house      - g g g - - - - - - - 403
casework.removeTemplate      answer     - g g g - - - - - - - 403
casework.restoreTemplate     removed    - g g g - - - - - - - 403
casework.setClockRule        house      - - - - - g - - - - - 403
casework.endClockRule        rule       - - - - - g - - - - - 403
identity.listOfficers        account    - - - - - g x - - - - 403
identity.getOfficer          account    - - - - - g x - - - - 403
identity.createOfficer       house      - - - - - g x - - - - 403
identity.givePost            account    - - - - - g x - - - - 403
identity.endHolding          account    - - - - - g x - - - - 403
identity.endSessions         account    - - - - - g x - - - - 403
identity.correctName         account    - - - - - g x - - - - 403
identity.resetPassword       account    - - - - - g x - - - - 403
identity.suspendOfficer      account    - - - - - g x - - - - 403
identity.proposeFactorReset  account    - - - - - g x - - - - 403
identity.proposeOperator     provincial   - - - - - - x - - - - 403
identity.listProposals       proposal   - - - - - g x - - - - 403
identity.countProposals      proposal   - - - - - g x - - - - empty
identity.decideProposal      proposal   - - - - - g x - - - - 404
identity.withdrawProposal    proposal   - - - - - - - - - - - house
identity.prepareImport       house      - - - - - g x - - - - 403
identity.listImports         import     - - - - - g x - - - - 403
identity.getImport           import     - - - - - g x - - - - 403
identity.startImport         import     - - - - - g x - - - - 403
identity.takeFirstPasswords  imported   - - - - - g x - - - - 403
identity.setRule             house      - - - - - - x - - - - 403
sso.listApps                 app        - - - - - g x - - - - 403
sso.getApp                   app        - - - - - g x - - - - 403
sso.registerApp              house      - - - - - g x - - - - 403
sso.changeApp                app        - - - - - g x - - - - 403
sso.rotateSecret             app        - - - - - g x - - - - 403
sso.disableApp               app        - - - - - g x - - - - 403
sso.listOutside              provider   - - - - - g x - - - - 403
sso.addOutside               house      - - - - - g x - - - - 403
sso.disableOutside           provider   - - - - - g x - - - - 403
regions.setResponsibility    house      - - - - - G - - - - - 403
regions.endResponsibility    duty       - - - - - G - - - - - 403
regions.connectOffice        house      - - - - - G - - - - - 403
documents.getDocument        document   o o g g g - - - - - - 404
documents.listOfficeDocuments  document   o o g g g - - - - - - empty
documents.findDocumentFile   paper      o o g g g - - - - x - 404
documents.suspendDocument    document   - o - - - - - - - - - paper
documents.restoreDocument    halted     - o - - - - - - - - - paper
documents.revokeDocument     document   - o - - - - - - - - - paper
payments.getInvoice          invoice    o o g g g - - - - x - 404
payments.startAttempt        invoice    - - - - - - - - - x - 404
payments.askAnew             invoice    - - - - - - - - - x - 404
payments.listInvoices        invoice    o o g g g - - - - - - empty
payments.getPaymentsDesk     back       o o g g g - - - - - - empty
payments.refundInvoice       paid       o o g g g - - - - - - 404
payments.decideRefund        back       - o - g g - - - - - - bill
renaksi.openPlan             house      - - - g - - - - - - - 403
renaksi.assignDocuments      plan       - - - g - - - - - - - 403
renaksi.undoAssignment       assigned   - - - g - - - - - - - 403
renaksi.listBatches          assigned   - - - g - - - - - - - empty
renaksi.getOfficeWork          assigned   o o - - - - - - - - - empty
renaksi.keepDraft            plan       g g - g - - - - - - - 403
renaksi.findDraft            typed      - - - - - - - - - - - empty
renaksi.submitEvidence       plan       g g - g - - - - - - - 403
renaksi.getEvidence          evidence   g g g g g - - G - - - 404
renaksi.listEvidence         evidence   g g g g g - - G - - - empty
renaksi.findEvidenceFile     evidence   g g g g g - - G - - - empty
renaksi.listTasks            evidence   g g g g g - - - - - - empty
renaksi.listQueue            evidence   - - - - - - - G - - - empty
renaksi.listWorkload         evidence   - - - - - - - G - - - empty
renaksi.verifyEvidence       evidence   - - - - - - - G - - - 403
renaksi.returnEvidence       evidence   - - - - - - - G - - - 403
renaksi.proposeFramework     house      - - - - - p - - - - - 403
renaksi.listProposals        proposed   - - - - - p - - - - - 403
renaksi.getProposal          proposed   - - - - - p - - - - - 403
renaksi.decideFramework      proposed   - - - - - p - - - - - 403
renaksi.retractFramework     taken      - - - - - p - - - - - 403
renaksi.commentEvidence      evidence   o o - g - - - G - - - 403
renaksi.listComments         noted      g g g g g - - G - - - empty
renaksi.findSecond           drawn      - - - - - - - G - - - empty
renaksi.listSecondWork       drawn      - - - - - - - G - - - empty
renaksi.verifyAgain          drawn      - - - - - - - G - - - 403
renaksi.correctScore         plan       - - - - - - - G - - - 403
renaksi.penalise             plan       - - - - - - - G - - - 403
renaksi.closePeriod          plan       - - - - - - - G - - - 403
renaksi.previewMend          plan       - - - - - - - G - - - 403
people.findCounterPost       resident   c c - - - - - - - - - empty
people.assistAtCounter       resident   c c - - - - - - - - - 403
people.openAtCounter         resident   c c - - - - - - - - - 403
people.openAtCounter~wrong   house      c c - - - - - - - - - 403
people.verifyAtCounter       resident   c c - - - - - - - - - 403
people.registerAtCounter     house      c c - - - - - - - - - 403
people.hastenAtCounter       house      c c - - - - - - - - - 403
applications.startAtCounter  resident   c c - - - - - - - - - 403
people.verifyBusiness        resident   - - - - - - - - - - - 403
services.listEditable        draft      p p - - - p - - - - - 403
services.getDraft            draft      p p - - - p - - - - - 404
services.openDraft           house      - - - - - p - - - - - 403
services.beginDraft          house      - - - - - p - - - - - 403
services.saveDraft           draft      p p - - - p - - - - - 404
services.undoDraft           draft      p p - - - p - - - - - 404
services.dropDraft           draft      p p - - - p - - - - - 404
services.startSimulation     draft      p p - - - p - - - - - 404
services.sendDraft           draft      p p - - - p - - - - - 404
applications.getApplication    application o o o o o - - - - - - 404
applications.showNumbers       application o o - - - - - - - - - 404
applications.findApplicationRef application o o o o o - - - - - o 404
applications.listApplications  application o o o o o - - - - - - empty
applications.countApplications application o o o o o - - - - - - empty
applications.listMoneyOfCase   application - - - - - - - - - - - empty
applications.listStepFigures   application o o o o o - - - - - - empty
applications.takeTransition    application o - - - - - - - - - - sent
applications.planInspection    visited     o o o o o - - - - - - sent
applications.cancelInspection  planned     o o o o o - - - - - - sent
applications.recordInspection  planned     o o o o o - - - - - - sent
applications.giveOpinion       asked       q q q q q - - - - - - asked
applications.recuseOpinion     asked       q q q q q - - - - - - asked
applications.delegateOpinion   asked       - q g g - - - - - - - asked
services.publishDefinition   sent-draft - p - - - p - - - - - desk
`;

/**
 * Acts about oneself: whoever asks names at most a thing of their own. `for` says who can ask at all (others get 401), and
 * `of another` what comes of naming somebody else's: a status, or `untouched`.
 */
export const ownActs = `
act                            for       thing      of another
identity.changePassword        officer   -          -
identity.chooseLanguage        officer   -          -
identity.chooseName            resident  -          -
identity.getAccount            officer   -          -
identity.listSessions          both      -          -
identity.revokeSession         both      session    untouched
identity.signOut               both      -          -
identity.renewOwnSession       resident  -          -
identity.freshen               officer   -          -
identity.noteFresh             both      -          -
identity.proofOf               officer   -          -
identity.listFactors           officer   -          -
identity.beginTotp             officer   -          -
identity.confirmTotp           officer   -          -
identity.findPendingTotp       officer   -          -
identity.removeTotp            officer   totp       404
identity.renewRecoveryCodes    officer   -          -
identity.addPasskey            both      -          -
identity.offerPasskey          both      -          -
identity.listPasskeys          both      -          -
identity.removePasskey         both      passkey    404
identity.askPasskeyAnew        both      -          -
identity.addContact            resident  -          -
identity.askToAddContact       resident  -          -
identity.listContacts          resident  -          -
identity.removeContact         resident  contact    404
identity.listComebacks         resident  -          -
identity.stopComebacks         resident  -          -
identity.askToShowAnew         resident  -          -
identity.showAnew              resident  -          -
identity.exportAccount         resident  -          -
identity.listLoans             officer   -          -
identity.lendDesk              officer   post       403
identity.listColleagues        officer   post       403
identity.endLoan               officer   loan       403
documents.exportOwnDocuments   resident  -          -
documents.listOwnDocuments     resident  -          -
payments.listOwnInvoices       resident  -          -
payments.exportOwnInvoices     resident  -          -
people.getOwnPerson            resident  -          -
people.findRepresented         both      -          -
people.giveNik                 resident  -          -
people.checkRegister           resident  -          -
people.exportOwn               resident  -          -
people.listLedger              resident  -          -
people.listShownInLists        resident  -          -
people.listConsents            resident  -          -
people.withdrawConsent         resident  consent    untouched
people.listBusinesses          resident  -          -
people.addBusiness             resident  -          -
people.endBusiness             resident  business   404
people.makeCounterCode         resident  business   404
people.offerMandate            resident  business   403
people.findOffer               resident  -          -
people.acceptMandate           resident  -          -
people.listMandates            both      -          -
people.actFor                  both      mandate    404
people.endMandate              both      mandate    404
casework.claimCase             resident  -          -
sso.listConsents               both      -          -
sso.withdrawConsent            both      allowed    untouched
sso.listOwnProviders           both      -          -
sso.unlink                     both      link       untouched
sso.beginOutside               both      -          -
sso.finishOutside              both      -          -
sso.findDevice                 both      -          -
sso.decideDevice               both      -          -
applications.startDraft          resident  -          -
applications.listDrafts          resident  -          -
applications.exportOwnApplications resident  -         -
applications.partiesOf           resident  -          -
applications.listOwnApplications resident  -          -
applications.agreeToSign         both      -          -
applications.getDraft            both      draft      404
applications.resumeDraft         both      draft      404
applications.answerPage          both      draft      404
applications.saveRecord          both      draft      404
applications.removeRecord        both      draft      404
applications.addDraftFile        both      draft      404
applications.removeDraftFile     both      draft      404
applications.dropDraft           both      draft      404
applications.inviteSignatories   both      draft      404
applications.submitDraft         both      draft      404
applications.getOwnApplication   resident  applied    404
applications.beginCorrection     resident  applied    404
applications.renewApplication    resident  applied    404
applications.withdrawApplication resident  applied    404
applications.moveOwn             resident  applied    404
applications.listSlots           resident  applied    404
applications.bookVisit           resident  applied    404
applications.cancelVisit         resident  applied    404
applications.rateApplication     resident  applied    404
reports.fileDataRequest        resident  -          -
business.setReminder           resident  business   404
business.endReminder           resident  business   404
business.listReminders         resident  -          -
business.startBundle           resident  -          -
business.openPermit            resident  plan       404
business.getBundle             resident  plan       404
business.listBundles           resident  -          -
business.tickPermit            resident  plan       404
`;

/** What is neither: why no wall stands there. */
export const openActs: Record<string, string> = {
	'applications.openApplication': 'in the transaction of whoever sends it, who decided before who may',
	'casework.followProcess': 'inside an act of applications, in its transaction',
	'casework.listRuleLines': 'the law, with what the officer may do to each line',
	'casework.mayAskAtAll': 'a rule',
	'casework.templateScopes': 'a rule',
	'documents.maySeeDocuments': 'a rule',
	'identity.createAssisted': 'inside an act of people, in its transaction',
	'identity.hasDesk': 'a rule',
	'identity.hastenComeback': 'inside an act of people, in its transaction',
	'identity.isFresh': 'a rule',
	'identity.isLeader': 'a rule',
	'identity.labelOf': 'a name',
	'identity.lenderOf': 'a rule',
	'identity.managedBy': 'a rule',
	'identity.mayManage': 'a rule',
	'identity.requireFresh': 'a rule',
	'identity.scopeOf': 'the wall itself',
	'payments.listMoneyOf': 'inside an act of applications, in its transaction',
	'people.noteNumbersShown': 'lines of the trail, for rooms that asked before',
	'people.noteOfficeLook': 'a line of the trail, for rooms that asked before',
	'people.noteShownInList': 'lines of the trail, for rooms that asked before',
	'people.requireInMandate': 'a rule',
	'people.requireLevel': 'a rule',
	'regions.listRules': 'who answers for what is public',
	'renaksi.isVerifier': 'a rule',
	'renaksi.mayKeepFrameworks': 'a rule',
	'renaksi.maySeeEvidence': 'a rule',
	'renaksi.mayVerify': 'a rule',
	'renaksi.plannedBy': 'a rule',
	'reports.fileReport': 'anybody files',
	'reports.sendDraft': 'anybody files; the draft’s secret is looked at before',
	'reports.sendFromPhone': 'anybody files',
	'services.editsServices': 'a rule',
};
