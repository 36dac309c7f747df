import type { Office, Post, PostRole } from './office.ts';
import { province } from './region.ts';
import { type Snapshot, snapshot } from './snapshot.ts';
import { selectPostsOf } from './store/posts.ts';

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
 * own, marked vacant, so that nobody is passed over in silence; whether a post that exists is held, identity knows.
 */
export async function escalationLadder(pemda: string, officeId: string): Promise<Rung[]> {
	const facts = await snapshot();
	const steps = stepsFrom(facts, pemda, officeId);
	const offices = steps.flatMap((step) => (step.office ? [step.office] : []));
	const posts = await selectPostsOf(offices.filter((office, index) => offices.indexOf(office) === index));
	return steps.map((step) => rungOf(step, posts));
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

function rungOf({ role, pemda, office }: Step, posts: Post[]): Rung {
	const post = posts.find((one) => one.officeId === office?.id && one.role === role);
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
