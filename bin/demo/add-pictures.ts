import { randomUUID } from 'node:crypto';
import type { TakenFile } from '#platform/media';
import type { Dice } from './dice.ts';
import type { Pictures } from './pictures.ts';
import { hour, type Row, type Story, write } from './story.ts';

/** The person's photo where there is something to see, and what the office shows before it says that a complaint is solved. */
export function addPictures(roll: Dice, story: Story, { before, after }: Pictures): void {
	const { seed, privacy } = story;
	const filed = story.entries.find(({ kind }) => kind === 'filed');
	if (filed && /^(road|drain|waste|water)/.test(seed.subject) && roll.chance(0.25)) {
		const flags = roll.chance(0.02) ? ['reused'] : [];
		const shown = privacy === 'confidential' ? null : story.publishedAt;
		add(roll, story, roll.pick(before), {
			entryId: filed['id'],
			purpose: 'report',
			at: seed.filedAt,
			flags,
			shown,
		});
	}
	if (!seed.class.startsWith('complaint')) return;
	for (const answer of story.entries.filter(({ kind }) => kind === 'answer')) {
		const at = new Date(Number(answer['at']) - hour / 4);
		const entryId = write(story, 'evidence', { at, visibility: 'internal', detail: { count: 1 } });
		const flags = roll.chance(0.03) ? [roll.pick(['far', 'reused-alike'])] : [];
		const shown = privacy === 'confidential' ? null : at.getTime();
		add(roll, story, roll.pick(after), { entryId, purpose: 'evidence', at, flags, shown });
	}
}

type Where = {
	entryId: unknown;
	purpose: 'report' | 'evidence';
	at: Date;
	flags: (string | undefined)[];
	shown: number | null;
};

function add(roll: Dice, story: Story, file: TakenFile, { entryId, purpose, at, flags, shown }: Where): void {
	const { lat, lon } = story.seed.region;
	const near = lat !== null && lon !== null && roll.chance(0.7);
	const far = flags.includes('far');
	story.attachments.push({
		pemda: story.seed.first.pemda,
		id: randomUUID(),
		case_id: story.id,
		entry_id: entryId,
		kind: file.kind,
		purpose,
		sha256: file.sha256,
		thumb_sha256: file.thumbSha256 ?? null,
		original_sha256: file.originalSha256,
		content_type: file.contentType,
		size_bytes: file.sizeBytes,
		width: file.width ?? null,
		height: file.height ?? null,
		taken_at: new Date(at.getTime() - roll.between(0.2, 6) * hour),
		lat: near ? lat + (far ? 0.02 : 0.0003) : null,
		lon: near ? lon : null,
		distance_m: near ? (far ? 2224 : 33) : null,
		phash: file.phash ?? null,
		phash_bands: file.phashBands ?? [],
		flags,
		added_at: at,
		published_at: shown === null ? null : new Date(shown),
	} satisfies Row);
}
