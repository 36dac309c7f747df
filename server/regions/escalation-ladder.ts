import type { Office, PostRole } from './office.ts';
import { province } from './region.ts';
import { type Snapshot, snapshot } from './snapshot.ts';

/** One step up. `postId` is null where the office has no such post: the step is there, and empty. */
export type Rung = {
	role: PostRole;
	pemda: string;
	officeId: string | null;
	officeName: string;
	postId: string | null;
	title: string;
	vacant: boolean;
};

type Step = { role: PostRole; pemda: string; office: Office | undefined };

/**
 * Who is told, in order, when an office is late: officer, head of the office, the heads of the offices it belongs to
 * (a kelurahan's camat, a hospital's department), secretary, regent or mayor, governor. A missing post is a rung of its
 * own, marked vacant, so that nobody is passed over in silence; whether a post that exists is held, identity knows. From memory.
 */
export async function escalationLadder(pemda: string, officeId: string): Promise<Rung[]> {
	const facts = await snapshot();
	return stepsFrom(facts, pemda, officeId).map((step) => rungOf(step, facts));
}

function stepsFrom(facts: Snapshot, pemda: string, officeId: string): Step[] {
	const own = facts.offices.get(`${pemda}/${officeId}`);
	const atTop = ({ officesOf }: Snapshot, of: string, kind: Office['kind']) =>
		(officesOf.get(of) ?? []).find((office) => office.kind === kind);
	const secretariat = atTop(facts, pemda, 'secretariat');
	const steps: Step[] = [
		{ role: 'officer', pemda, office: own },
		{ role: 'office-head', pemda, office: own },
		...superiors(facts, own)
			.filter((office) => office !== secretariat)
			.map((office) => ({ role: 'office-head' as const, pemda, office })),
		{ role: 'secretary', pemda, office: secretariat },
		{ role: 'regional-head', pemda, office: atTop(facts, pemda, 'leader') },
	];
	if (pemda === province) return steps;
	return [...steps, { role: 'regional-head', pemda: province, office: atTop(facts, province, 'leader') }];
}

function superiors(facts: Snapshot, office: Office | undefined): Office[] {
	const above: Office[] = [];
	let at = office;
	while (at?.parentId) {
		const parent = facts.offices.get(`${at.pemda}/${at.parentId}`);
		if (!parent || above.includes(parent)) break;
		above.push(parent);
		at = parent;
	}
	return above;
}

function rungOf({ role, pemda, office }: Step, { postsOf }: Snapshot): Rung {
	const post = postsOf.get(`${pemda}/${office?.id}`)?.find((one) => one.role === role);
	return {
		role,
		pemda,
		officeId: office?.id ?? null,
		officeName: office?.name ?? '',
		postId: post?.id ?? null,
		title: post?.title ?? '',
		vacant: !post,
	};
}
