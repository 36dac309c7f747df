import type { NewAttachment } from '#casework';
import type { DraftFile } from './store/drafts.ts';

/** Files of a form as they go into a case. Where and when they were taken only when the person said they may be kept. */
export function attachmentsOf(
	files: DraftFile[],
	{ useFilePlace }: { useFilePlace: boolean },
): NewAttachment[] {
	return files.map(({ id: _id, name: _name, takenAt, lat, lon, ...file }) => ({
		...file,
		...(useFilePlace && takenAt ? { takenAt: new Date(takenAt) } : {}),
		...(useFilePlace && lat !== undefined && lon !== undefined ? { lat, lon } : {}),
	}));
}
